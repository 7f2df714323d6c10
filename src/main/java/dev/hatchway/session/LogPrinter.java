package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.container.LogLine;
import dev.hatchway.model.ProcessName;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the lines of logs, with time and process in front: at a terminal in a colour for each
 * process. The text is the program's own, and so are its colours.
 */
final class LogPrinter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Red is left for what is wrong. */
  private static final Colour[] COLOURS = {
    Colour.CYAN, Colour.YELLOW, Colour.GREEN, Colour.MAGENTA, Colour.BLUE
  };

  private final Visit visit;
  private final Command.Logs wish;
  private final Map<ProcessName, Colour> colours = new HashMap<>();

  LogPrinter(Visit visit, Command.Logs wish) {
    this.visit = visit;
    this.wish = wish;
  }

  void print(Process process, LogLine line) {
    visit.voice().output(prefix(process.name(), TIME.format(line.time())) + line.text());
  }

  /** With quiet the time only if it is asked for. */
  private String prefix(ProcessName process, String time) {
    if (wish.quiet()) {
      return wish.timestamps() ? time + " " : "";
    }
    String text = "%s app[%s]:".formatted(time, process);
    return (visit.client().colours() ? colour(process).of(text) : text) + " ";
  }

  /** In the order in which they come, so that few processes never look the same. */
  private synchronized Colour colour(ProcessName process) {
    return colours.computeIfAbsent(process, _ -> COLOURS[colours.size() % COLOURS.length]);
  }
}
