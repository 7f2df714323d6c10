package dev.hatchway.transfer;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The client's rules of what is left out: those of {@code --exclude} and {@code --include}. Of
 * several that match, the first counts.
 */
final class RsyncFilter {
  private static final int MOST_RULES = 1_000;

  private final List<Rule> rules = new ArrayList<>();
  private final boolean sends;

  /** A rule; what it does not exclude it includes. */
  private record Rule(boolean excludes, boolean negated, RsyncPattern pattern) {}

  /**
   * @param sends whether this is the side that sends, for which some rules are alone
   */
  RsyncFilter(boolean sends) {
    this.sends = sends;
  }

  /** Reads the rules of a client, to their end. */
  void read(RsyncInput in) throws IOException {
    for (int length = in.integer(); length != 0; length = in.integer()) {
      RsyncInput.checked(length, RsyncProtocol.LONGEST_NAME);
      add(new String(in.bytes(length), StandardCharsets.UTF_8));
    }
  }

  private void add(String text) throws ProtocolException {
    if (rules.size() == MOST_RULES) {
      throw new ProtocolException("more than " + MOST_RULES + " filter rules");
    }
    if (text.equals("!")) {
      rules.clear();
      return;
    }
    int blank = text.indexOf(' ');
    boolean excludes = text.startsWith("-");
    if (blank < 1 || !(excludes || text.startsWith("+"))) {
      throw new ProtocolException("the filter rule " + text + " is not supported here");
    }
    String modifiers = text.substring(1, blank);
    if (!modifiers.chars().allMatch(modifier -> "!srp".indexOf(modifier) >= 0)) {
      throw new ProtocolException("the filter rule " + text + " is not supported here");
    }
    boolean forSender = modifiers.indexOf('s') >= 0;
    boolean forReceiver = modifiers.indexOf('r') >= 0;
    // A rule that names no side is for both.
    if (forSender == forReceiver || (sends ? forSender : forReceiver)) {
      boolean negated = modifiers.indexOf('!') >= 0;
      rules.add(new Rule(excludes, negated, new RsyncPattern(text.substring(blank + 1))));
    }
  }

  /** Whether the name, which leads there from the top of the transfer, is left out. */
  boolean excludes(String name, boolean folder) {
    for (Rule rule : rules) {
      if (rule.pattern().matches(name, folder) != rule.negated()) {
        return rule.excludes();
      }
    }
    return false;
  }
}
