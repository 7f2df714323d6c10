package dev.hatchway.model;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of a file of variables, read as {@code docker run --env-file} reads it: a line {@code
 * NAME=VALUE} for each, the value as it stands, quotes included; of several lines for one the last
 * counts. A name alone, which Docker takes from the environment of its client, is refused: the
 * gateway's own is nobody's affair.
 */
public sealed interface EnvironmentFile {
  /** What the name of a variable should be, for a message. */
  String EXPECTED_NAME = "the name of a variable, without = and blanks";

  /** The form of that name. */
  Pattern NAME = Pattern.compile("[^=\\s\\p{Cntrl}]+");

  /** Linux takes no longer one (MAX_ARG_STRLEN, execve(2)). */
  int MOST_BYTES = (32 * 4_096) - 1;

  /** It is right. */
  record Variables(Map<String, String> values) implements EnvironmentFile {
    public Variables {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /**
   * It is not.
   *
   * @param line the first wrong line, from 1 up
   * @param problem what is wrong with it, without any of its text, which may be a secret
   */
  record Wrong(int line, String problem) implements EnvironmentFile {}

  /** Returns whether a variable can have that name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Reads the text of a file. */
  static EnvironmentFile parse(String text) {
    // Some editors put a byte order mark before the first line.
    String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
    Map<String, String> values = new LinkedHashMap<>();
    int number = 0;
    for (String raw : whole.split("\n", -1)) {
      number++;
      String line = (raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw).stripLeading();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 0) {
        return new Wrong(number, "this line has no =, but should be NAME=VALUE");
      }
      if (!isName(line.substring(0, equals))) {
        return new Wrong(number, "what stands before = should be " + EXPECTED_NAME);
      }
      if (line.indexOf('\0') >= 0) {
        return new Wrong(number, "this line holds a NUL character, which no variable can");
      }
      if (line.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
        return new Wrong(number, "this line is longer than " + MOST_BYTES + " bytes");
      }
      values.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return new Variables(values);
  }
}
