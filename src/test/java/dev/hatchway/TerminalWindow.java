package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A window with a real terminal in which an {@code ssh} runs: a {@code tmux} of its own, so that
 * the terminal has a size that can be changed and a screen that can be read.
 */
final class TerminalWindow implements AutoCloseable {
  /** The value of TERM in every window. */
  static final String TERM = "screen-256color";

  private static final String SETTINGS =
      """
      set -g status off
      set -g remain-on-exit on
      set -g default-terminal %s
      set -g default-shell /bin/sh
      """
          .formatted(TERM);

  /** Writes the exit code down: tmux 3.3 now and then forgets that of a program that has ended. */
  private static final String WITH_CODE = "\"$@\"; echo $? > \"$0.new\"; mv \"$0.new\" \"$0\"";

  private final Machine machine;
  private final String socket;
  private final Path code;

  private TerminalWindow(Machine machine) {
    this.machine = machine;
    this.socket = machine.newFile("tmux").toString();
    this.code = machine.newFile("code");
  }

  /** Opens a window of that size in which the program runs. */
  static TerminalWindow open(Program program, int columns, int rows) {
    Machine machine = program.machine();
    var window = new TerminalWindow(machine);
    String settings =
        machine.file("tmux.conf", SETTINGS.getBytes(StandardCharsets.UTF_8)).toString();
    List<String> words = new ArrayList<>(List.of("-f", settings, "new-session", "-d"));
    words.addAll(List.of("-x", Integer.toString(columns), "-y", Integer.toString(rows)));
    words.addAll(List.of("-s", "test", "--", "sh", "-c", WITH_CODE, window.code.toString()));
    words.addAll(program.words());
    window.tmux(words);
    return window;
  }

  /**
   * What has stood on the screen, lines ended by line feeds, without blanks at their ends. The past
   * belongs to it, because the end of the program scrolls one line away.
   */
  String screen() {
    return tmux(List.of("capture-pane", "-p", "-S", "-", "-t", "test"));
  }

  /** What tmux knows of the window, such as {@code #{alternate_on}}. */
  String state(String format) {
    return tmux(List.of("display-message", "-p", "-t", "test", format)).strip();
  }

  /** Types a text and presses Enter. */
  void enter(String line) {
    tmux(List.of("send-keys", "-t", "test", "-l", "--", line));
    press("Enter");
  }

  /** Presses a key by its name in tmux, such as {@code C-c}. */
  void press(String key) {
    tmux(List.of("send-keys", "-t", "test", key));
  }

  void resize(int columns, int rows) {
    String width = Integer.toString(columns);
    String height = Integer.toString(rows);
    tmux(List.of("resize-window", "-t", "test", "-x", width, "-y", height));
  }

  void awaitScreen(String text) {
    await().atMost(Machine.LIMIT).untilAsserted(() -> assertThat(screen()).contains(text));
  }

  /** Waits until the program of the window has ended, and returns its exit code. */
  int awaitExit() {
    await("exit code").atMost(Machine.LIMIT).until(() -> Files.exists(code));
    return Integer.parseInt(Home.read(code).strip());
  }

  @Override
  public void close() {
    tmux(List.of("kill-server"));
  }

  private String tmux(List<String> words) {
    List<String> all = Stream.concat(Stream.of("tmux", "-S", socket), words.stream()).toList();
    return machine.program(all).with("TMUX", "").run().succeeded().out();
  }
}
