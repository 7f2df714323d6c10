package dev.hatchway.session;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.app.App;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
import dev.hatchway.container.Origin;
import dev.hatchway.model.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * {@code config}: the environment variables that a one-off of the app starts from. Their values are
 * secrets, so they are written to the client and to nothing else.
 */
public final class ConfigCommand {
  /** What stands for a value that is not shown. */
  static final String MASK = "***";

  /** What means the same to every shell with and without quotes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]*");

  private final Containers containers;

  public ConfigCommand(Containers containers) {
    this.containers = containers;
  }

  ExitCode print(Visit visit, Command.Config wish) throws Refusal {
    SortedMap<String, String> variables = containers.environment(origin(visit.app()));
    switch (wish.format()) {
      case JSON -> visit.voice().result(json(variables, wish.values()));
      case TABLE, HEROKU, NAMES ->
          variables.forEach(
              (name, value) -> {
                if (wish.values()) {
                  show(visit, name + "=" + quoted(value));
                } else {
                  visit.voice().result(name);
                }
              });
    }
    return ExitCode.OK;
  }

  /** To a program exactly as it is, to a terminal without anything that it would obey. */
  private static void show(Visit visit, String line) {
    if (visit.client().hasTerminal()) {
      visit.voice().result(line);
    } else {
      visit.voice().output(line);
    }
  }

  private static Origin origin(App app) throws Refusal {
    return app.declared().isPresent()
        ? new Origin.Declared(app.declared().get(), Optional.empty())
        : new Origin.Running(Found.in(app.original()));
  }

  /** The value as a word of a shell, so that the lines can be read by one. */
  static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  private static String json(Map<String, String> variables, boolean values) {
    ObjectNode node = new JsonMapper().createObjectNode();
    variables.forEach((name, value) -> node.put(name, values ? value : MASK));
    return node.toString();
  }
}
