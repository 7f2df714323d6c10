package dev.hatchway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.hatchway.model.AppName;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.ImageName;
import dev.hatchway.model.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppFilesTest {
  @TempDir Path home;

  @Test
  void withoutAFolderThereAreNoApps() {
    assertThat(AppFiles.load(home)).isEmpty();
  }

  @Test
  void aFileWithEveryKeyIsRead() throws IOException {
    write(
        "shop.yaml",
        """
        image: registry.example/shop:42
        processes:
          web: bundle exec puma
          worker: "sh -c 'exec sidekiq'"
        env: {RAILS_ENV: production, COUNT: 010, PRICE: 1.10, ON: true, EMPTY: ""}
        networks: [shop_default]
        volumes: ["shop_data:/data", /srv/shop:/srv:ro]
        user: 1000
        workdir: /app
        entrypoint: [/bin/entry, --quiet]
        cpu: 0.5
        memory: 512m
        console: web
        sizes: {tiny: {memory: 64m}}
        """);
    assertThat(AppFiles.load(home))
        .containsExactly(
            new DeclaredApp(
                new AppName("shop"),
                new ImageName("registry.example/shop:42"),
                Map.of("web", "bundle exec puma", "worker", "sh -c 'exec sidekiq'"),
                Map.of(
                    "RAILS_ENV",
                    "production",
                    "COUNT",
                    "010",
                    "PRICE",
                    "1.10",
                    "ON",
                    "true",
                    "EMPTY",
                    ""),
                List.of("shop_default"),
                List.of("shop_data:/data", "/srv/shop:/srv:ro"),
                Optional.of("1000"),
                Optional.of("/app"),
                Optional.of(List.of("/bin/entry", "--quiet")),
                new Limits(OptionalLong.of(500_000_000), OptionalLong.of(512L << 20)),
                Optional.of("web"),
                Map.of("tiny", new Limits(OptionalLong.empty(), OptionalLong.of(64L << 20)))));
    assertThat(AppFiles.load(home).getFirst().processes())
        .containsExactly(entry("web", "bundle exec puma"), entry("worker", "sh -c 'exec sidekiq'"));
  }

  @Test
  void onlyTheImageIsNeeded() throws IOException {
    write("shop.yaml", "image: shop\n");
    DeclaredApp app = AppFiles.load(home).getFirst();
    assertThat(app.processes()).isEmpty();
    assertThat(app.entrypoint()).isEmpty();
    assertThat(app.limits()).isEqualTo(Limits.NONE);
  }

  @Test
  void filesComeInTheOrderOfTheirNamesAndOthersAreLeftAlone() throws IOException {
    write("b.yaml", "image: b\n");
    write("a.b-c.yaml", "image: a\n");
    write(".a.yaml", "no\n");
    write("a.yaml~", "no\n");
    write("README.md", "no\n");
    assertThat(AppFiles.load(home))
        .extracting(app -> app.name().value())
        .containsExactly("a.b-c", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user: a|: image is missing; it has no default",
        "image: ''|:1: image is \"\", but should be the name of an image",
        "image: [a]|:1: image must be a single value, the name of an image",
        "image: Shop|:1: image is \"Shop\", but should be the name of an image such as shop:42",
        "image: ../x|:1: image is \"../x\"",
        "console: |:1: console has no value, but should be a process type or a command",
        "sizes: {small: {}}|:1: sizes.small must have lines of the form KEY: VALUE below it",
        "env-file: shop.env|:1: env-file must be a list, such as [a, b]",
        "env-file: [no.env]|:1: env-file is \"no.env\", but that file cannot be read: no such file",
        "procfile: Procfile|:1: procfile is \"Procfile\", but that file cannot be read: no such file",
        "procfile: .|:1: procfile is \".\", but that file cannot be read: Is a directory",
        "'{procfile: x, processes: {web: a}}'|:1: procfile cannot stand beside processes; keep one",
        "imag: a|:1: unknown key imag; did you mean image?",
        "processes: [web]|:1: processes must have lines of the form KEY: VALUE below it",
        "processes: {web: [a, b]}|:1: processes.web must be a single value, a command",
        "processes: {run: a}|:1: processes.run should be a process type",
        "processes: {a/b: a}|:1: processes.a/b should be a process type",
        "env: {A: }|:1: env.A has no value, but should be text; write \"\" for an empty one",
        "env: {A=B: c}|:1: env.A=B should be the name of a variable",
        "networks: shop|:1: networks must be a list, such as [a, b]",
        "volumes: [/data]|:1: volumes is \"/data\", but should be SOURCE:/PLACE or SOURCE:/PLACE:ro",
        "volumes: ['a:data']|:1: volumes is \"a:data\"",
        "workdir: app|:1: workdir is \"app\", but should be an absolute path",
        "entrypoint: /bin/sh|:1: entrypoint must be a list",
        "cpu: 0|:1: cpu is \"0\", but should be a number of processors",
        "memory: 0|:1: memory is \"0\", but should be a size",
        "memory: lots|:1: memory is \"lots\", but should be a size",
      })
  void aWrongValueIsNamedWithFileLineAndKey(String text, String message) throws IOException {
    write("shop.yaml", text);
    assertWrong("shop.yaml", message);
  }

  @Test
  void aProcfileIsFoundFromTheFolderOfTheFileOrByItsWholePath() throws IOException {
    Path procfile = Files.writeString(home.resolve("Procfile"), "web: puma\n");
    for (String path : List.of("../../Procfile", procfile.toString())) {
      write("shop.yaml", "image: a\nprocfile: " + path + "\n");
      assertThat(AppFiles.load(home).getFirst().processes()).containsExactly(entry("web", "puma"));
    }
  }

  @Test
  void theLaterEnvFileWinsAndTheFileOfTheAppOverBoth() throws IOException {
    write("one.env", "A=1\nB=1\nC=1\n");
    write("two.env", "B=2\nC=2\n");
    write("shop.yaml", "image: a\nenv-file: [one.env, two.env]\nenv: {C: 3}\n");
    assertThat(AppFiles.load(home).getFirst().env())
        .containsExactly(entry("A", "1"), entry("B", "2"), entry("C", "3"));
  }

  @Test
  void whatIsWrongInAnotherFileIsNamedWithThatFileAndItsLine() throws IOException {
    write("Procfile", "web: puma\nworker sidekiq\n");
    write("shop.yaml", "image: a\nprocfile: Procfile\n");
    assertWrong("Procfile", ":2: \"worker sidekiq\" should be TYPE: COMMAND");
    write("shop.env", "A=1\nSECRET\n");
    write("shop.yaml", "image: a\nenv-file: [shop.env]\n");
    assertWrong("shop.env", ":2: this line has no =");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop.yml|: is not read; rename it to end in .yaml",
        "a+b.yaml|: what stands before .yaml is the app's name",
        "a b.yaml|: what stands before .yaml is the app's name",
      })
  void aFileWhoseNameIsNoAppIsRefused(String name, String message) throws IOException {
    write(name, "image: a\n");
    assertWrong(name, message);
  }

  private void write(String name, String text) throws IOException {
    Path folder = Files.createDirectories(home.resolve("conf").resolve("apps"));
    Files.writeString(folder.resolve(name), text);
  }

  private void assertWrong(String name, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> AppFiles.load(home))
        .withMessageStartingWith(
            home.resolve("conf").resolve("apps").resolve(name).toString() + message);
  }
}
