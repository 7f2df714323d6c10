package dev.hatchway.config;

import dev.hatchway.model.Printable;
import dev.hatchway.model.ProcessName;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Procfile, as Heroku and foreman read it: a line {@code TYPE: COMMAND} for each process type.
 * What they pass over in silence, a line that is none, is refused here.
 */
final class Procfile {
  /** What a message says a process type should be. */
  static final String EXPECTED_TYPE =
      "a process type: letters, digits, dots, dashes and underscores, but not run, which is the"
          + " type of one-offs";

  private static final Pattern LINE = Pattern.compile("([^:]*):(.*)");

  private Procfile() {}

  /** Returns whether an app may declare a process type of that name. */
  static boolean isType(String name) {
    return ProcessName.isType(name) && !name.equals(ProcessName.ONE_OFF);
  }

  /** Returns the command of each process type, in the order of the file. */
  static Map<String, String> read(TextFile file) {
    Map<String, String> commands = new LinkedHashMap<>();
    Map<String, Integer> places = new HashMap<>();
    int number = 0;
    for (String text : file.lines()) {
      number++;
      String line = text.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw file.wrong(number, "\"%s\" should be TYPE: COMMAND".formatted(Printable.of(line)));
      }
      String type = parts.group(1);
      String command = parts.group(2).strip();
      check(file, number, type, command);
      Integer earlier = places.put(type, number);
      if (earlier != null) {
        throw file.wrong(number, type + " stands on line " + earlier + " already; keep one");
      }
      commands.put(type, command);
    }
    return Collections.unmodifiableMap(commands);
  }

  private static void check(TextFile file, int number, String type, String command) {
    if (!isType(type)) {
      throw file.wrong(number, "\"%s\" should be %s".formatted(Printable.of(type), EXPECTED_TYPE));
    }
    if (command.isEmpty() || command.indexOf('\0') >= 0) {
      throw file.wrong(
          number, "%s is \"%s\", but should be a command".formatted(type, Printable.of(command)));
    }
  }
}
