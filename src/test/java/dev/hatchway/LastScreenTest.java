package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@code attach} at a program that fills the screen: it comes back as it was, and whoever leaves it
 * has a terminal as before.
 */
@InWorld
class LastScreenTest {
  /** Whether the other screen is shown, the cursor, and how keys are sent, as tmux tells it. */
  private static final String MODES =
      "#{alternate_on} #{cursor_flag} #{keypad_cursor_flag} #{mouse_any_flag} #{scroll_region_lower}";

  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  /** Sets the terminal up as an editor does. */
  private static final String SET_UP =
      "printf '\\033[?1049h\\033[?25l\\033[?1h\\033[?1000h\\033[1;20r'; ";

  private static final String AS_SET_UP = "1 0 1 1 19";
  private static final String AS_BEFORE = "0 1 0 0 23";

  /** More than is kept: the last screen begins long after the modes were set. */
  private static final String MUCH =
      "i=0; while [ $i -lt 300 ]; do head -c 1022 /dev/zero | tr '\\0' x; echo; i=$((i+1)); done; ";

  private static final String DRAWN = "printf '\\033[H\\033[2J%s is here' $DYNO; ";

  private final World world;
  private final Ssh ssh;

  LastScreenTest(World world) {
    this.world = world;
    this.ssh = world.ssh().with("-t");
  }

  @AfterEach
  void removeAll() {
    for (String name : world.engine().oneOffs(world.app().name())) {
      world.engine().tried("rm", "-f", name);
    }
  }

  @Test
  void theScreenComesBackThoughItWasSetUpLongBeforeWhatIsKept() {
    String name = leftAfter(SET_UP + MUCH + DRAWN + "read line; exit 5");
    try (var window = window("attach", name)) {
      window.awaitScreen(name + " is here");
      assertThat(window.state(MODES)).isEqualTo(AS_SET_UP);
      window.press("Enter");
      assertThat(window.awaitExit()).isEqualTo(5);
    }
  }

  @Test
  void anEditorComesBackAndCanBeUsed() {
    String name;
    try (var window = window("run", "--on-disconnect", "keep", "sh")) {
      window.enter("echo; echo $DYNO is here");
      name = nameIn(window);
      window.enter("vi /tmp/file");
      window.awaitScreen("/tmp/file");
      window.press("i");
      window.enter("the first line");
      window.awaitScreen("the first line");
    }
    try (var window = window("attach", name)) {
      window.awaitScreen("the first line");
      window.enter("and the second");
      window.press("Escape");
      // Typed at once behind it, the next key would be one with Alt.
      window.awaitScreen("- /tmp/file [Modified]");
      window.enter(":wq");
      window.enter("cat /tmp/file; exit 6");
      assertThat(window.awaitExit()).isEqualTo(6);
      assertThat(window.screen()).contains("the first line\nand the second\n");
    }
  }

  @Test
  void anOnlookerWhoLeavesHasATerminalAsBefore() {
    String name = leftAfter(SET_UP + DRAWN + "sleep 600");
    try (var window = windowThatStays("attach", "--read-only", name)) {
      window.awaitScreen(name + " is here");
      assertThat(window.state(MODES)).isEqualTo(AS_SET_UP);
      window.press("C-c");
      window.awaitScreen("ended with 130");
      assertThat(window.state(MODES)).isEqualTo(AS_BEFORE);
    }
    assertThat(world.engine().has(world.app().name() + "." + name)).isTrue();
  }

  @Test
  void whoIsEndedByALimitInAnEditorIsToldOnTheScreenBefore() {
    String script = "trap 'exit 1' HUP; " + SET_UP + DRAWN + "while :; do sleep 0.1; done";
    try (var window = windowThatStays("run", "--ttl", "3s", script)) {
      window.awaitScreen("ended with 124");
      assertThat(window.screen()).contains("has run for 3s, and is ended");
      assertThat(window.state(MODES)).isEqualTo(AS_BEFORE);
    }
  }

  /** Starts a program, sees what it draws, and goes without a word; returns its name. */
  private String leftAfter(String script) {
    try (var window = window("run", "--on-disconnect", "keep", script)) {
      return nameIn(window);
    }
  }

  private static String nameIn(TerminalWindow window) {
    await()
        .atMost(Machine.LIMIT)
        .untilAsserted(() -> assertThat(window.screen()).containsPattern("run\\.[0-9]+ is here"));
    return window.screen().replaceAll("(?s).*?(run\\.[0-9]+) is here.*", "$1");
  }

  /** A window whose program has ended hides its cursor, so another one follows. */
  private TerminalWindow windowThatStays(String... words) {
    String script = "\"$@\"; echo \"ended with $?\"; exec cat";
    return TerminalWindow.open(ssh.command(words).behind("sh", "-c", script, "sh"), COLUMNS, ROWS);
  }

  private TerminalWindow window(String... words) {
    return TerminalWindow.open(ssh.command(words), COLUMNS, ROWS);
  }
}
