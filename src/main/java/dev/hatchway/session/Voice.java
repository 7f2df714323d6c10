package dev.hatchway.session;

import dev.hatchway.container.Output;
import dev.hatchway.model.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Hatchway itself says to one client: results on standard output, everything else on standard
 * error. Whatever it is given is made printable, because words of a client or a container may hold
 * what a terminal obeys.
 */
final class Voice {
  private static final Logger log = LoggerFactory.getLogger(Voice.class);
  private static final String STATUS = "-----> ";
  private static final String PROBLEM = " !     ";

  private final Client client;

  Voice(Client client) {
    this.client = client;
  }

  /** A line of a result. */
  void result(String line) {
    say(Output.OUT, Printable.whole(line));
  }

  /** A line of a program's own output, as it is: its colours are the program's affair. */
  void output(String line) {
    say(Output.OUT, line);
  }

  /** A result that is text of its own, with ends of lines. */
  void text(String text) {
    text.lines().forEach(this::result);
  }

  /** Help that was not asked for. */
  void hint(String text) {
    text.lines().forEach(line -> say(Output.ERR, Printable.whole(line)));
  }

  /** What is going on. */
  void status(String line) {
    say(Output.ERR, STATUS + Printable.whole(line));
  }

  /** What is going on, in place of what this said before; nothing takes it away. */
  void inPlace(String line, int width) {
    String text = line.isEmpty() ? "" : STATUS + Printable.whole(line);
    String fitted = text.substring(0, Math.min(text.length(), width));
    String blanks = " ".repeat(width - fitted.length());
    send(Output.ERR, "\r" + fitted + blanks + (line.isEmpty() ? "\r" : ""));
  }

  /** What takes back what a program has set up in the terminal. */
  void restored(byte[] sequences) {
    send(Output.OUT, sequences);
  }

  /** What is wrong. */
  void problem(String line) {
    String text = PROBLEM + Printable.whole(line);
    say(Output.ERR, client.colours() ? Colour.RED.of(text) : text);
  }

  /** A raw terminal does not return the carriage by itself. */
  private void say(Output output, String line) {
    send(output, line + (client.hasTerminal() ? "\r\n" : "\n"));
  }

  private void send(Output output, String text) {
    send(output, text.getBytes(StandardCharsets.UTF_8));
  }

  private void send(Output output, byte[] bytes) {
    try {
      client.end().write(output, bytes, 0, bytes.length);
    } catch (IOException e) {
      log.debug("a client that is gone was not told: {}", e.getMessage());
    }
  }
}
