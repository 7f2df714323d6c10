package dev.hatchway.access;

import dev.hatchway.model.User;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Reads one line of {@code authorized_keys}: options, type, key, comment. */
final class KeyLine {
  /** Room for the largest RSA key and a page of options. */
  static final int LONGEST = 16 * 1024;

  /** The name becomes a label and the name of a folder. */
  private static final int LONGEST_NAME = 128;

  /** The length of the type's name, which begins every key, has two bytes of zero. */
  private static final String FIRST_OF_KEY = "AAAA";

  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private KeyLine() {}

  /**
   * Reads a line that is neither empty nor a comment.
   *
   * @param text the line without blanks around it
   */
  static Grant parse(int line, String text, ZoneId zone) throws RefusedLineException {
    if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
      throw new RefusedLineException("a control character is in the line");
    }
    String[] words = BLANKS.split(text, 3);
    if (PublicKey.isType(words[0])) {
      return grant(line, "", words, zone);
    }
    int end = Option.end(text);
    words = BLANKS.split(text.substring(end).strip(), 3);
    if (words[0].isEmpty()) {
      // Not repeated in the message, since it may be a line of a private key.
      throw new RefusedLineException("no key is in the line");
    }
    if (!PublicKey.isType(words[0])) {
      // Told first, because it is what an operator can act on.
      KeyOptions.parse(text.substring(0, end), zone);
      throw new RefusedLineException("no known type of key stands after the options");
    }
    return grant(line, text.substring(0, end), words, zone);
  }

  private static Grant grant(int line, String optionText, String[] words, ZoneId zone)
      throws RefusedLineException {
    var options = KeyOptions.parse(optionText, zone);
    if (words.length < 2) {
      throw new RefusedLineException("the key itself is missing after " + Quoted.of(words[0]));
    }
    PublicKey key = PublicKey.parse(words[0], words[1]);
    String comment = words.length < 3 ? "" : words[2];
    if (holdsKey(comment)) {
      throw new RefusedLineException("two keys are in the line; write one on each");
    }
    String name = options.name().orElse(comment.isEmpty() ? key.fingerprint() : comment);
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new RefusedLineException(
          "the name or comment is empty or longer than " + LONGEST_NAME + " characters");
    }
    return new Grant(
        new User(name),
        key.fingerprint(),
        key.type(),
        line,
        options.permissions(),
        options.apps(),
        options.expires(),
        options.terminal(),
        options.admin(),
        options.from());
  }

  /** Returns whether a type of key and the first bytes of a key stand somewhere in the text. */
  static boolean holdsKey(String text) {
    String[] words = BLANKS.split(text, -1);
    for (int i = 1; i < words.length; i++) {
      if (PublicKey.isType(words[i - 1]) && words[i].startsWith(FIRST_OF_KEY)) {
        return true;
      }
    }
    return false;
  }
}
