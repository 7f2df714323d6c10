package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The groups of the kernel that sessions are put into are in nobody's way, and go with them. */
@InWorld
class ProcessGroupTest {
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  private final World world;

  ProcessGroupTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @EnumSource(names = {"WHOLE", "FIRST_VERSION"})
  void theEngineDoesWithTheContainerWhatItDoesWithOthers(Sight sight) {
    TestEngine engine = world.engine();
    try (var app = OwnApp.in(world)) {
      String container = app.start("web.1", "exec sleep 1000000", "--memory", "64m");
      String id = engine.inspect(container).path("Id").asText();
      try (var gateway = sight.start(Home.create(world.machine()));
          var running = gateway.ssh(app.name()).start("enter", "web.1", "echo ready; sleep 600")) {
        running.awaitOutput("ready");
        await().atMost(Machine.LIMIT).until(() -> groups(id).size() == 1);
        assertThat(engine.processesOf(container)).anyMatch(line -> line.contains("sleep 600"));
        assertThat(engine.docker("exec", container, "echo", "here")).isEqualTo("here");
        engine.docker("update", "--memory", "80m", "--memory-swap", "80m", container);
        assertThat(engine.docker("stats", "--no-stream", container)).contains("80MiB");
        engine.docker("pause", container);
        engine.docker("unpause", container);
        assertThat(gateway.ssh(app.name()).run("enter", "web.1", "echo there").out())
            .isEqualTo("there\n");
        await().atMost(Machine.LIMIT).until(() -> groups(id).size() == 1);
        engine.docker("restart", "--time", "1", container);
        assertThat(running.end().code()).isNotZero();
        assertThat(groups(id)).isEmpty();
        try (var again = gateway.ssh(app.name()).start("enter", "web.1", "sleep 600")) {
          await().atMost(Machine.LIMIT).until(() -> groups(id).size() == 1);
          engine.docker("rm", "--force", container);
          again.end();
        }
        await().atMost(Machine.LIMIT).until(() -> folders(id).isEmpty());
      }
    }
  }

  private static List<Path> groups(String container) {
    return folders(container).stream()
        .filter(folder -> folder.getFileName().toString().startsWith("hatchway."))
        .toList();
  }

  private static List<Path> folders(String container) {
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          GROUPS,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
              if (folder.toString().contains(container)) {
                found.add(folder);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              // Groups of others come and go.
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
