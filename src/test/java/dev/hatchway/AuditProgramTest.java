package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.audit.AuditFolder;
import dev.hatchway.audit.AuditLog;
import dev.hatchway.audit.Event;
import dev.hatchway.audit.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code hatchway audit} on files as a gateway writes them, and on files that somebody changed. */
@InWorld
class AuditProgramTest {
  /** So that three lines fill a file. */
  private static final long SMALL = 1_000;

  private static final int LINES = 9;

  private final Machine machine;
  private final Path home;
  private final Path folder;
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  AuditProgramTest(World world) throws Exception {
    this.machine = world.machine();
    this.home = machine.folder("home");
    this.folder = home.resolve("var/audit");
    try (AuditLog log = AuditLog.open(AuditFolder.of(home), SMALL, () -> now)) {
      for (int session = 1; session <= LINES; session++) {
        log.append(SampleEvents.start("s" + session, "rake"));
      }
    }
    assertThat(names())
        .containsExactly(
            "events-000000000001.jsonl", "events-000000000004.jsonl", "events.jsonl", "head");
  }

  @Test
  void aSoundLogIsSummedUpInALine() {
    assertThat(audit("verify").succeeded().out())
        .isEqualTo(
            "good: 9 lines in 3 files, from 2026-11-21T10:00:00.000Z to 2026-11-21T10:00:00.000Z,"
                + " the last is line 9\n");
  }

  @Test
  void aChangedByteIsFound() throws IOException {
    change(1, lines -> lines.set(1, lines.get(1).replace("rake", "cake")));
    assertWrong(
        "events-000000000004.jsonl:2: line 5 was changed; line 6 names another hash for it");
  }

  @Test
  void soItIsInTheLastLineOfAFileAndOfAll() throws IOException {
    change(0, lines -> lines.set(2, lines.get(2).replace("rake", "cake")));
    change(2, lines -> lines.set(2, lines.get(2).replace("rake", "cake")));
    assertWrong(
        "events-000000000001.jsonl:3: line 3 was changed; line 4 names another hash for it",
        "head: line 9 was changed; the head has another hash");
  }

  @Test
  void aLineThatIsNoneAnyMoreIsFound() throws IOException {
    change(1, lines -> lines.set(1, lines.get(1).substring(1)));
    assertWrong("events-000000000004.jsonl:2: is no line of an audit log, or was changed");
  }

  @Test
  void aRemovedLineIsFound() throws IOException {
    change(1, lines -> lines.remove(1));
    assertWrong("events-000000000004.jsonl:2: before it line 5 is missing");
  }

  @Test
  void swappedLinesAreFound() throws IOException {
    change(1, lines -> lines.add(0, lines.remove(1)));
    assertWrong(
        "events-000000000004.jsonl:1: before it line 4 is missing",
        "events-000000000004.jsonl:2: line 4 stands behind line 5, so it was moved or added");
  }

  @Test
  void anAddedLineIsFound() throws IOException {
    change(1, lines -> lines.add(1, lines.get(1).replace("rake", "cake")));
    assertWrong(
        "events-000000000004.jsonl:3: line 5 stands behind line 5, so it was moved or added",
        "events-000000000004.jsonl:2: line 5 was changed; line 6 names another hash for it");
  }

  @Test
  void aCutEndIsFound() throws IOException {
    change(2, lines -> lines.removeLast());
    assertWrong("head: at the end line 9 is missing");
    Files.delete(folder.resolve("events.jsonl"));
    assertWrong("head: at the end lines 7 to 9 are missing");
  }

  @Test
  void soItIsInTheMiddleOfALine() throws IOException {
    Path last = folder.resolve("events.jsonl");
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length - 10));
    assertWrong("head: at the end line 9 is missing");
  }

  @Test
  void aRemovedHeadIsFound() throws IOException {
    Files.delete(folder.resolve("head"));
    assertWrong("head: is missing or damaged, so nothing tells whether the end was cut off");
  }

  @Test
  void aRemovedFileIsFound() throws IOException {
    Files.delete(folder.resolve("events-000000000004.jsonl"));
    assertWrong("events.jsonl:1: before it lines 4 to 6 are missing");
  }

  @Test
  void oldFilesMayBePutAwayIfThatIsSaid() throws IOException {
    Files.delete(folder.resolve("events-000000000001.jsonl"));
    assertWrong("events-000000000004.jsonl:1: before it lines 1 to 3 are missing");
    assertThat(audit("verify", "--from", "4").succeeded().out()).startsWith("good: 6 lines");
  }

  @Test
  void aHalfLineIsNoted() throws IOException {
    Files.writeString(folder.resolve("events.jsonl"), "{\"v\"", StandardOpenOption.APPEND);
    assertThat(audit("verify").succeeded().out())
        .startsWith("note: events.jsonl: ends with 4 bytes of a line that is not finished\ngood: ");
  }

  @Test
  void withoutALogNothingIsCalledGood() {
    Result result = run("verify", "--home", machine.folder("empty").toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("no audit log in ").contains("is --home right?");
  }

  @Test
  void theLastLinesArePrintedAsTheyAre() {
    List<String> lines = audit("tail", "-n", "5").succeeded().out().lines().toList();
    assertThat(lines).hasSize(5).isEqualTo(all().subList(4, 9));
    assertThat(audit("tail").out().lines()).hasSize(LINES);
  }

  @Test
  void linesThatComeAreFollowedAlsoIntoANewFile() throws Exception {
    List<String> words = List.of("audit", "tail", "-n", "1", "-f", "--home", home.toString());
    try (AuditLog log = AuditLog.open(AuditFolder.of(home), SMALL, () -> now);
        Running tail = TestGateway.hatchway(machine, words).start()) {
      tail.awaitOutput("\"seq\":9,");
      log.append(new Event.GatewayStop());
      tail.awaitOutput("\"seq\":10,");
      for (int more = 11; more <= 13; more++) {
        log.append(SampleEvents.start("s" + more));
      }
      tail.awaitOutput("\"seq\":13,");
      assertThat(tail.outSoFar().lines()).isEqualTo(all().subList(8, 13));
    }
  }

  @Test
  void aSearchPrintsWhatMatchesAndNothingElse() throws Exception {
    now = now.plus(Duration.ofHours(1));
    try (AuditLog log = AuditLog.open(AuditFolder.of(home), SMALL, () -> now)) {
      for (Event event : SampleEvents.all()) {
        log.append(event);
      }
    }
    assertThat(numbers("--session", "s5")).containsExactly(5);
    assertThat(numbers("--event", "session.end")).containsExactly(21);
    assertThat(numbers("--user", "alice", "--event", "login")).containsExactly(11);
    assertThat(numbers("--user", "bob")).isEmpty();
    assertThat(numbers("--app", "shop", "--since", "2026-11-21T10:30:00Z"))
        .containsExactly(13, 14, 15, 16, 17, 21);
    assertThat(numbers("--since", "2026-11-21")).hasSize(22);
    assertThat(numbers("--since", "2026-11-22")).isEmpty();
    assertThat(numbers("--since", "1h")).isEmpty();
  }

  @Test
  void whoReadsOnlyTheBeginningIsNotToldOfAFailure() {
    String line = "bin/hatchway audit search --home %s | head -n 1".formatted(home);
    Result result =
        machine.program("sh", "-c", line).with("JAVA_HOME", System.getProperty("java.home")).run();
    assertThat(result.succeeded().err()).isEmpty();
    assertThat(result.out().lines()).hasSize(1);
  }

  @Test
  void wrongWordsAreNamed() {
    for (String line : List.of("", "frobnicate", "verify --frobnicate", "search --since never")) {
      Result result = run(line.isEmpty() ? new String[0] : line.split(" ", -1));
      assertThat(result.code()).as(line).isEqualTo(2);
      assertThat(result.err())
          .contains(line.isEmpty() ? "say audit verify" : line.replaceAll(".* ", ""));
    }
  }

  private List<Integer> numbers(String... options) {
    List<String> words = new ArrayList<>(List.of("search"));
    words.addAll(List.of(options));
    return audit(words.toArray(String[]::new))
        .succeeded()
        .out()
        .lines()
        .map(line -> Integer.valueOf(line.replaceAll(".*\"seq\":([0-9]+),.*", "$1")))
        .toList();
  }

  private void assertWrong(String... problems) {
    Result result = audit("verify");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines().toList())
        .startsWith(Stream.of(problems).map("hatchway: "::concat).toArray(String[]::new))
        .hasSize(problems.length + 1)
        .last()
        .asString()
        .startsWith("hatchway: the audit log is not what was written: ");
    assertThat(result.out()).doesNotContain("good");
  }

  private Result audit(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home.toString()));
    return run(all.toArray(String[]::new));
  }

  private Result run(String... words) {
    return TestGateway.hatchway(
            machine, Stream.concat(Stream.of("audit"), Stream.of(words)).toList())
        .run();
  }

  /** Somebody changes a file, by its place among them. */
  private void change(int file, Change change) throws IOException {
    Path path = folder.resolve(names().get(file));
    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    change.apply(lines);
    Files.writeString(path, String.join("\n", lines) + "\n");
  }

  private List<String> all() {
    return names().stream()
        .filter(name -> !name.equals("head"))
        .flatMap(name -> Home.read(folder.resolve(name)).lines())
        .toList();
  }

  private List<String> names() {
    return Home.files(folder).stream().map(file -> file.getFileName().toString()).sorted().toList();
  }

  private interface Change {
    void apply(List<String> lines);
  }
}
