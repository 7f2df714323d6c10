package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Line 21 of the contract: who did what, where, when, and how it ended, in the audit log. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
  private static final String SECRET = "topsecret";
  private static final JsonMapper JSON = new JsonMapper();

  private final World world;
  private final String app;
  private final Home home;
  private final TestGateway gateway;
  private final Ssh ssh;

  AuditTest(World world) {
    this.world = world;
    this.app = world.app().name();
    this.home = Home.create(world.machine());
    this.gateway = TestGateway.start(home);
    this.ssh = gateway.ssh(app);
  }

  @AfterAll
  void close() {
    gateway.close();
    List<JsonNode> all = events();
    assertThat(all.getFirst().path("event").asText()).isEqualTo("gateway.start");
    assertThat(all.getLast().path("event").asText()).isEqualTo("gateway.stop");
    verify();
    assertThat(Home.files(home.folder().resolve("var/audit")))
        .noneMatch(file -> Home.read(file).contains(SECRET));
  }

  @Test
  void aRunIsWrittenFromItsLoginToItsEnd() {
    Instant before = Instant.now().minusMillis(1);
    String script = "'cat; echo hello; exit 42'";
    String[] words = {"run", "-e", "PASSWORD=" + SECRET, "--", "sh", "-c", script};
    assertThat(ssh.command(words).reading(SECRET + "\n").run().code()).isEqualTo(42);
    List<JsonNode> mine = newest("session.start", 4);
    assertThat(mine)
        .extracting(event -> event.path("event").asText())
        .containsExactly("login", "session.start", "session.program", "session.end");
    assertThat(mine)
        .allSatisfy(
            event -> {
              assertThat(event.path("user").asText()).isEqualTo("alice");
              assertThat(event.path("key").asText()).isEqualTo(fingerprint());
              assertThat(event.path("login").asText()).isEqualTo(app);
              assertThat(event.path("address")).isEqualTo(mine.getFirst().path("address"));
              assertThat(Instant.parse(event.path("time").asText()))
                  .isBetween(before, Instant.now());
            });
    assertThat(mine.getFirst().path("address").asText()).matches("127\\.0\\.0\\.1:[0-9]+");
    JsonNode start = mine.get(1);
    assertThat(start.path("app").asText()).isEqualTo(app);
    assertThat(start.path("verb").asText()).isEqualTo("run");
    assertThat(start.path("words").toString())
        .isEqualTo("[\"-e\",\"PASSWORD=***\",\"--\",\"sh\",\"-c\",\"cat; echo hello; exit 42\"]");
    JsonNode end = mine.get(3);
    assertThat(end.path("id").asText()).isNotEmpty().isEqualTo(start.path("id").asText());
    assertThat(end.path("container").asText()).matches("[0-9a-f]{64}");
    assertThat(end.path("image").asText()).isEqualTo(image());
    assertThat(end.path("node").asText()).isNotEmpty();
    assertThat(end.path("code").asInt()).isEqualTo(42);
    assertThat(end.path("bytesIn").asInt()).isEqualTo(SECRET.length() + 1);
    assertThat(end.path("bytesOut").asInt()).isEqualTo(SECRET.length() + 7);
    assertThat(end.path("ms").asLong()).isPositive();
  }

  @Test
  void everyKindOfSessionIsWritten() {
    assertKind(ssh.command("enter", "web.1", "echo", "hi"), "enter", "web.1 echo hi", 0);
    assertKind(ssh.as(app + "+web.1").command("exit 3"), "enter", "exit 3", 3);
    assertKind(ssh.as(app + "+run").command("true"), "run", "true", 0);
    assertKind(ssh.as("hatchway").command("run", app, "true"), "run", app + " true", 0);
    assertKind(ssh.command("ps"), "ps", "", 0);
    assertKind(ssh.command("whoami"), "whoami", "", 0);
    assertKind(ssh.command(), "shell", "", 2);
    assertKind(ssh.command("nonsense", "'a'"), "nonsense", "a", 2);
    assertKind(ssh.command("\"run 'open\""), "run 'open", "", 2);
    assertKind(ssh.with("-s").command("sftp"), "sftp", "", 0);
    assertKind(ssh.command("scp", "-t", "."), "scp", "-t .", 0);
    assertKind(ssh.command("run", "no-such-program"), "run", "no-such-program", 127);
    assertThat(last("session.end").path("reason").asText()).contains("not found in the image");
  }

  @Test
  void filesAreWrittenWithTheirSizeAndHash() {
    Path file =
        world
            .machine()
            .file("dump", (SECRET + "\n").repeat(50_000).getBytes(StandardCharsets.US_ASCII));
    for (String option : List.of("-O", "-s")) {
      ssh.scp(option, file.toString(), ":in" + option).succeeded();
      assertFile("/tmp/uploads/in" + option, "in", Digest.ofFile(file));
      Path back = world.machine().newFile("back");
      ssh.scp(option, ":in" + option, back.toString()).succeeded();
      assertFile("/tmp/uploads/in" + option, "out", Digest.ofFile(file));
    }
    ssh.run("uploads", "clear").succeeded();
  }

  @Test
  void whatIsDeniedIsWrittenAndWhoDoesNotGetIn() {
    Path reader = Home.newKey(world.machine(), "-t", "ed25519", "-C", "bob");
    home.authorize("verbs=\"ps\",apps=\"" + app + "\" " + Home.publicKey(reader));
    assertThat(ssh.with(reader).run("run", "true").code()).isEqualTo(1);
    JsonNode denied = last("denied");
    assertThat(denied.path("user").asText()).isEqualTo("bob");
    assertThat(denied.path("rule").asText()).startsWith("your key does not allow run in " + app);
    assertThat(last("session.end").path("id")).isEqualTo(denied.path("id"));
    assertThat(ssh.with(reader).as("other").run("ps").code()).isEqualTo(20);
    assertThat(last("denied").path("rule").asText()).isEqualTo("the key is not for the app other");
    Path stranger = Home.newKey(world.machine(), "-t", "ed25519", "-C", "eve");
    assertThat(ssh.with(stranger).run("ps").code()).isEqualTo(255);
    await().until(() -> events().stream().anyMatch(e -> is(e, "login.failed")));
    JsonNode failed = last("login.failed");
    assertThat(failed.path("login").asText()).isEqualTo(app);
    assertThat(failed.path("key").asText()).isEqualTo(fingerprint(stranger));
    assertThat(failed.path("tries").asInt()).isEqualTo(1);
  }

  /** What a client was told has ended is on the disk, and what is half is set aside. */
  @Test
  void aGatewayThatIsKilledInAStormLeavesAChainThatGoesOn() {
    Home stormy = Home.create(world.machine());
    List<Running> clients = new ArrayList<>();
    try (var killed = TestGateway.start(stormy)) {
      Ssh there = killed.ssh(app);
      for (int client = 0; client < 12; client++) {
        clients.add(there.start("enter", "web.1", "true"));
      }
      await().until(() -> events(stormy).stream().anyMatch(e -> is(e, "session.end")));
      killed.kill();
    }
    long well = clients.stream().filter(client -> client.end().code() == 0).count();
    verify(stormy);
    assertThat(events(stormy).stream().filter(e -> is(e, "session.end")))
        .hasSizeGreaterThanOrEqualTo((int) well);
    int lines = events(stormy).size();
    try (var next = TestGateway.start(stormy)) {
      next.ssh(app).run("enter", "web.1", "true").succeeded();
    }
    verify(stormy);
    assertThat(events(stormy)).hasSize(lines + 6);
  }

  private void assertKind(Program program, String verb, String words, int code) {
    assertThat(program.run().code()).as(verb).isEqualTo(code);
    JsonNode start = last("session.start");
    List<String> written = new ArrayList<>();
    start.path("words").forEach(word -> written.add(word.asText()));
    assertThat(start.path("verb").asText() + " " + String.join(" ", written))
        .isEqualTo(verb + " " + words);
    JsonNode end = last("session.end");
    assertThat(end.path("id")).isEqualTo(start.path("id"));
    assertThat(end.path("code").asInt()).isEqualTo(code);
  }

  private void assertFile(String path, String direction, String hash) {
    JsonNode file = last("file");
    assertThat(file.path("path").asText()).isEqualTo(path);
    assertThat(file.path("direction").asText()).isEqualTo(direction);
    assertThat(file.path("size").asInt()).isEqualTo(50_000 * (SECRET.length() + 1));
    assertThat(file.path("sha256").asText()).isEqualTo(hash);
  }

  /** The last events, beginning before the newest one of that kind. */
  private List<JsonNode> newest(String kind, int count) {
    await().until(() -> is(events().getLast(), "session.end"));
    List<JsonNode> all = events();
    assertThat(all.subList(all.size() - count, all.size())).anyMatch(event -> is(event, kind));
    return all.subList(all.size() - count, all.size());
  }

  private JsonNode last(String kind) {
    return events().reversed().stream().filter(e -> is(e, kind)).findFirst().orElseThrow();
  }

  private static boolean is(JsonNode event, String kind) {
    return event.path("event").asText().equals(kind);
  }

  private List<JsonNode> events() {
    return events(home);
  }

  private static List<JsonNode> events(Home home) {
    String text = Home.read(home.folder().resolve("var/audit/events.jsonl"));
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(AuditTest::read).toList();
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void verify() {
    verify(home);
  }

  private void verify(Home of) {
    List<String> words = List.of("audit", "verify", "--home", of.folder().toString());
    TestGateway.hatchway(world.machine(), words).run().succeeded();
  }

  private String image() {
    return world.engine().inspect(world.app().container("web", 1)).path("Image").asText();
  }

  private String fingerprint() {
    return fingerprint(home.key());
  }

  private String fingerprint(Path key) {
    String line = world.machine().program("ssh-keygen", "-lf", key + ".pub").run().out();
    return Stream.of(line.split(" ", -1))
        .filter(w -> w.startsWith("SHA256:"))
        .findFirst()
        .orElseThrow();
  }
}
