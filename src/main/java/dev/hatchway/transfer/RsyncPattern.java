package dev.hatchway.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern of names as in rsync(1), "PATTERN MATCHING RULES". Every character of a name is looked
 * at once, whatever the pattern, so that none can keep the gateway busy.
 */
final class RsyncPattern {
  private static final String ALL_BELOW = "/***";

  private final List<Step> steps = new ArrayList<>();
  private final boolean anchored;
  private final boolean folders;
  private final boolean below;

  /** One character of a pattern, or several: what it takes, and whether any number of them. */
  private record Step(IntPredicate takes, boolean repeated) {}

  RsyncPattern(String text) {
    anchored = text.startsWith("/");
    below = text.endsWith(ALL_BELOW);
    folders = !below && text.length() > 1 && text.endsWith("/");
    int cut = below ? ALL_BELOW.length() : folders ? 1 : 0;
    parse(text.substring(anchored ? 1 : 0, Math.max(anchored ? 1 : 0, text.length() - cut)));
  }

  /** Whether the text holds what makes it more than a name. */
  static boolean isOne(String text) {
    return text.chars().anyMatch(character -> "*?[".indexOf(character) >= 0);
  }

  private void parse(String text) {
    for (int at = 0; at < text.length(); ) {
      char character = text.charAt(at);
      int close = character == '[' ? text.indexOf(']', at + 2) : -1;
      if (text.startsWith("**", at)) {
        steps.add(new Step(any -> true, true));
        at += 2;
      } else if (character == '*') {
        steps.add(new Step(any -> any != '/', true));
        at++;
      } else if (character == '?') {
        steps.add(new Step(any -> any != '/', false));
        at++;
      } else if (close > 0) {
        steps.add(set(text.substring(at + 1, close)));
        at = close + 1;
      } else {
        boolean escaped = character == '\\' && at + 1 < text.length();
        int wanted = text.charAt(escaped ? at + 1 : at);
        steps.add(new Step(any -> any == wanted, false));
        at += escaped ? 2 : 1;
      }
    }
  }

  private static Step set(String text) {
    boolean not = text.startsWith("!") || text.startsWith("^");
    String members = not ? text.substring(1) : text;
    return new Step(any -> any != '/' && holds(members, any) != not, false);
  }

  private static boolean holds(String members, int wanted) {
    for (int at = 0; at < members.length(); at++) {
      boolean range = at + 2 < members.length() && members.charAt(at + 1) == '-';
      int last = members.charAt(range ? at + 2 : at);
      if (wanted >= members.charAt(at) && wanted <= last) {
        return true;
      }
      at += range ? 2 : 0;
    }
    return false;
  }

  /** Whether the name, which leads there from the top, is one of those that are meant. */
  boolean matches(String name, boolean folder) {
    if (folders && !folder) {
      return false;
    }
    boolean[] reached = new boolean[steps.size() + 1];
    begin(reached);
    for (int at = 0; at < name.length(); at++) {
      char character = name.charAt(at);
      if (below && character == '/' && reached[steps.size()]) {
        return true;
      }
      reached = advanced(reached, character);
      if (character == '/' && !anchored) {
        begin(reached);
      }
    }
    return reached[steps.size()] && (!below || folder);
  }

  private void begin(boolean[] reached) {
    reached[0] = true;
    passRepeated(reached);
  }

  private boolean[] advanced(boolean[] reached, char character) {
    boolean[] next = new boolean[reached.length];
    for (int at = 0; at < steps.size(); at++) {
      if (reached[at] && steps.get(at).takes().test(character)) {
        next[steps.get(at).repeated() ? at : at + 1] = true;
      }
    }
    passRepeated(next);
    return next;
  }

  /** What may be there any number of times may be missing. */
  private void passRepeated(boolean[] reached) {
    for (int at = 0; at < steps.size(); at++) {
      reached[at + 1] |= reached[at] && steps.get(at).repeated();
    }
  }
}
