package dev.hatchway.session;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.app.App;
import dev.hatchway.app.Process;
import dev.hatchway.command.Format;
import java.util.List;
import java.util.stream.Collectors;

/** A list of apps for a person or a script. */
record AppList(List<App> apps) {
  private static final String NONE = "-";

  List<String> lines(Format format) {
    return switch (format) {
      case NAMES -> apps.stream().map(app -> app.name().value()).toList();
      case JSON -> List.of(json());
      case TABLE, HEROKU -> table().lines();
    };
  }

  private Table table() {
    Table table = new Table(List.of("NAME", "SOURCE", "PROCESSES"));
    for (App app : apps) {
      String counts =
          app.types().stream()
              .map(type -> type + "=" + count(app, type))
              .collect(Collectors.joining(" "));
      table.add(app.name().value(), app.source(), counts.isEmpty() ? NONE : counts);
    }
    return table;
  }

  private String json() {
    ArrayNode array = new JsonMapper().createArrayNode();
    for (App app : apps) {
      ObjectNode node = array.addObject();
      node.put("name", app.name().value()).put("source", app.source());
      ArrayNode processes = node.putArray("processes");
      app.types().forEach(t -> processes.addObject().put("type", t).put("count", count(app, t)));
    }
    return array.toString();
  }

  /** How many of the type run. */
  private static long count(App app, String type) {
    return app.formation().stream()
        .filter(process -> process.name().type().equals(type))
        .filter(Process::isRunning)
        .count();
  }
}
