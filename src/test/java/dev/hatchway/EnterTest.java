package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code enter}: which container it leads to, and what it finds there. */
@InWorld
class EnterTest {
  private static final String HOST_NAME = "cat /etc/hostname";

  private final World world;

  EnterTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aNumberedNameLeadsToThatProcess(int number) {
    assertThat(world.ssh().run("enter", "web." + number, HOST_NAME).out().strip())
        .isEqualTo(hostName(world.app().container("web", number)));
  }

  @Test
  void aTypeLeadsToItsLowestNumber() {
    assertThat(world.ssh().run("enter", "web", HOST_NAME).out().strip())
        .isEqualTo(hostName(world.app().container("web", 1)));
    assertThat(world.ssh().run("enter", "worker", HOST_NAME).out().strip())
        .isEqualTo(hostName(world.app().container("worker", 1)));
  }

  @Test
  void theContainersNameAndTheStartOfItsIdLeadToIt() {
    String container = world.app().container("web", 2);
    String id = world.engine().inspect(container).get("Id").asText();
    assertThat(world.ssh().run("enter", container, HOST_NAME).out().strip())
        .isEqualTo(hostName(container));
    assertThat(world.ssh().run("enter", id.substring(0, 12), HOST_NAME).out().strip())
        .isEqualTo(hostName(container));
  }

  @Test
  void withoutATargetItLeadsToTheOnlyTypeOfAnApp() {
    Ssh own = world.ssh().as(world.others().own());
    assertThat(own.command("enter").reading("echo $ORIGIN\n").run().out().strip())
        .isEqualTo(world.others().ownContainer());
  }

  @Test
  void withoutATargetAnAppOfSeveralTypesAsksWhich() {
    Result result = world.ssh().run("enter");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("web").contains("worker");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROCESS", "NUMBER", "NAME", "one-off-NUMBER"})
  void aRunningOneOffIsEnteredByEveryFormOfItsName(String form) {
    try (var running = world.ssh().start("run", "echo $DYNO; exec sleep 600")) {
      running.awaitOutput("\n");
      String process = running.outSoFar().strip();
      String number = process.replace("run.", "");
      String target =
          form.replace("PROCESS", process)
              .replace("NUMBER", number)
              .replace("NAME", world.app().oneOff(Integer.parseInt(number)));
      assertThat(world.ssh().run("enter", target, "echo $DYNO").out().strip()).isEqualTo(process);
      world.ssh().run("stop", process).succeeded();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec", "run:inside", "ps:exec"})
  void otherToolsWordsLeadThereToo(String verb) {
    assertThat(world.ssh().run(verb, "web.1", "echo", "inside").out()).isEqualTo("inside\n");
  }

  @Test
  void itRunsAsTheContainersUserInItsFolderWithItsEnvironment() {
    assertThat(world.ssh().run("enter", "web.1", "id -u; pwd; echo $RAILS_ENV").out())
        .isEqualTo(SampleApp.USER + "\n/srv\nproduction\n");
  }

  @Test
  void optionsChangeUserFolderAndEnvironment() {
    Result result =
        world
            .ssh()
            .run("enter", "-u", "root", "-w", "/data", "-e", "A=1", "web.1", "id -u; pwd; echo $A");
    assertThat(result.out()).isEqualTo("0\n/data\n1\n");
  }

  @Test
  void aFolderThatIsNotThereIsNotSaidToBeTheProgram() {
    Result result = world.ssh().run("enter", "web.1", "-w", "/no/such/folder", "true");
    assertThat(result.err()).startsWith(" !     true: cannot be executed").contains("/no/such/");
    assertThat(result.code()).isEqualTo(126);
  }

  @Test
  void anUnknownProcessIsNamedWithThoseThatRun() {
    Result result = world.ssh().run("enter", "web.3", "true");
    assertThat(result.err())
        .isEqualTo(
            " !     no process web.3 in %s. Running: web.1 web.2 worker.1\n"
                .formatted(world.app().name()));
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void aNumberIsComparedExactly() {
    assertThat(world.ssh().run("enter", "web.10", "true").code()).isEqualTo(2);
    assertThat(world.ssh().run("enter", "we.1", "true").code()).isEqualTo(2);
  }

  @Test
  void aContainerOfAnotherAppIsUnknown() {
    Result result = world.ssh().run("enter", world.others().dokkuContainer(), "true");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith(" !     ").contains(world.others().dokkuContainer());
  }

  @Test
  void appsOfDokkuAndHatchwaysOwnAreEnteredAlike() {
    Ssh dokku = world.ssh().as(world.others().dokku());
    assertThat(dokku.run("enter", "web.1", "echo $ORIGIN").out().strip())
        .isEqualTo(world.others().dokkuContainer());
    Ssh own = world.ssh().as(world.others().own());
    assertThat(own.run("enter", "web", "echo $ORIGIN").out().strip())
        .isEqualTo(world.others().ownContainer());
  }

  @Test
  void aProgramRunsInAnImageWithoutAShell() {
    Ssh bare = world.ssh().as(world.others().bare());
    assertThat(bare.command("enter", "job.1", "cat").reading("no shell\n").run().out())
        .isEqualTo("no shell\n");
  }

  @Test
  void aProcessThatHasJustStartedIsFoundAtOnce() {
    String name = world.engine().named("late");
    String image = world.images().busybox();
    var labels = Map.of("hatchway.app", name, "hatchway.process", "web", "hatchway.number", "1");
    world.gateway();
    SampleApp.started(world.engine(), name, labels, List.of(), image, SampleApp.IDLE);
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> world.ssh().as(name).run("enter", "web.1", "true").code() == 0);
    world.engine().docker("rm", "-f", name);
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> world.ssh().as(name).run("enter", "web.1", "true").code() == 20);
  }

  /** A container's host name is the start of its id unless it was given another. */
  private String hostName(String container) {
    return world.engine().inspect(container).at("/Config/Hostname").asText();
  }
}
