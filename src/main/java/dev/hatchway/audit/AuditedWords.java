package dev.hatchway.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a command as they are written down: without values of environment variables, and no
 * longer than a bound. What looks like a variable is taken for one, since a secret that was written
 * down stays: of {@code dd of=x} all is kept, of {@code rake VERSION=3} the number is not.
 */
public record AuditedWords(List<String> values) {
  /** Characters in all; of more only the number is told. */
  static final int MOST = 16_384;

  private static final String MASK = "***";

  /** The option, alone or at the end of several short ones; the variable is the next word. */
  private static final Pattern OPTION = Pattern.compile("-[A-Za-z]*e|--env");

  /** The option with the variable in the same word. */
  private static final Pattern JOINED =
      Pattern.compile("((?:-[A-Za-z]*?e|--env=)[^=\\s-][^=\\s]*=).*", Pattern.DOTALL);

  /** What a shell takes for an assignment. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*=).*", Pattern.DOTALL);

  /** Behind these a word of that form is an assignment, whatever the case of its name. */
  private static final Set<String> BEFORE_ASSIGNMENTS = Set.of("--", "env", "export");

  public AuditedWords {
    values = List.copyOf(values);
  }

  /** Returns the words of a line, its verb included, as they may be written down. */
  public static AuditedWords of(List<String> typed) {
    List<String> masked = new ArrayList<>();
    boolean mayAssign = true;
    int room = MOST;
    for (int place = 0; place < typed.size(); place++) {
      String word = typed.get(place);
      String before = place == 0 ? "" : typed.get(place - 1);
      boolean assigns = mayAssign && ASSIGNMENT.matcher(word).matches();
      String shown = mask(word, OPTION.matcher(before).matches(), assigns);
      // Each word costs one more, so that empty ones are bounded too.
      room -= shown.length() + 1;
      if (room < 0) {
        masked.add(rest(typed.subList(place, typed.size())));
        break;
      }
      masked.add(shown);
      boolean assigned = !shown.equals(word) && ASSIGNMENT.matcher(word).matches();
      mayAssign = assigned || place == 0 || BEFORE_ASSIGNMENTS.contains(word);
    }
    return new AuditedWords(masked);
  }

  /** Returns the first word, empty if there is none. */
  public String first() {
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** Returns all words but the first. */
  public AuditedWords others() {
    return new AuditedWords(values.isEmpty() ? values : values.subList(1, values.size()));
  }

  private static String mask(String word, boolean behindOption, boolean assigns) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      return word;
    }
    if (behindOption || assigns) {
      return word.substring(0, equals + 1) + MASK;
    }
    Matcher joined = JOINED.matcher(word);
    return joined.matches() ? joined.group(1) + MASK : maskWithin(word);
  }

  /**
   * Masks the assignments in a text for a shell. Without a pattern: Java's run out of stack on a
   * long text.
   */
  private static String maskWithin(String text) {
    var result = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int end = at;
      while (end < text.length() && isOfName(text.charAt(end))) {
        end++;
      }
      if (end > at && end < text.length() && text.charAt(end) == '=' && isCapital(text, at, end)) {
        result.append(text, at, end + 1).append(MASK);
        at = endOfValue(text, end + 1);
      } else {
        end = Math.max(end, at + 1);
        result.append(text, at, end);
        at = end;
      }
    }
    return result.toString();
  }

  private static boolean isOfName(char character) {
    return character == '_' || (character < 128 && Character.isLetterOrDigit(character));
  }

  private static boolean isCapital(String text, int start, int end) {
    return !Character.isDigit(text.charAt(start))
        && text.substring(start, end).chars().noneMatch(Character::isLowerCase);
  }

  /** Returns where a shell would see the end of the value, quotes taken into account. */
  private static int endOfValue(String text, int start) {
    int at = start;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (Character.isWhitespace(next) || ";&|".indexOf(next) >= 0) {
        return at;
      }
      at = next == '"' || next == '\'' ? endOfQuote(text, at) : at + (next == '\\' ? 2 : 1);
    }
    return text.length();
  }

  private static int endOfQuote(String text, int start) {
    char quote = text.charAt(start);
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != quote) {
      at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static String rest(List<String> words) {
    long characters = words.stream().mapToLong(String::length).sum();
    return "… %d more words, %d characters".formatted(words.size(), characters);
  }
}
