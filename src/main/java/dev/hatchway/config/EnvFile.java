package dev.hatchway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A file of variables as {@code docker run --env-file} reads it: a line {@code NAME=VALUE} for
 * each, the value as it stands, quotes included. A name alone, which Docker takes from the
 * environment of its client, is refused: that of the gateway is nobody's affair.
 */
final class EnvFile {
  /** What a message says the name of a variable should be. */
  static final String EXPECTED_NAME = "the name of a variable, without = and blanks";

  private static final Pattern NAME = Pattern.compile("[^=\\s\\p{Cntrl}]+");

  private EnvFile() {}

  /** Returns whether a variable can have that name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns the variables; of several lines for one the last counts. */
  static Map<String, String> read(TextFile file) {
    Map<String, String> variables = new LinkedHashMap<>();
    int number = 0;
    for (String text : file.lines()) {
      number++;
      String line = text.stripLeading();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      // A line may be part of a secret, so no message shows it.
      if (equals < 0) {
        throw file.wrong(number, "this line has no =, but should be NAME=VALUE");
      }
      if (!isName(line.substring(0, equals))) {
        throw file.wrong(number, "what stands before = should be " + EXPECTED_NAME);
      }
      if (line.indexOf('\0') >= 0) {
        throw file.wrong(number, "this line holds a NUL character, which no variable can");
      }
      variables.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return Collections.unmodifiableMap(variables);
  }
}
