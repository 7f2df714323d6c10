package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.model.AppName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which process has which number, where the tool writes none and where containers take turns. */
class NumberingTest {
  private static final String UUID = "lk40kg84os4kcgsggs0wkcck";
  private static final String NODE = "0ex9slsqemsq91u4pdzxejwi5";

  private final Sample first = Sample.nomad("shop", "web", "8f9c2f4e");
  private final Sample second = Sample.nomad("shop", "web", "1c4d0b7a").createdLater();
  private final Sample third =
      Sample.nomad("shop", "web", "5e0f9d21").createdLater().createdLater();

  @Test
  void containersWithoutNumbersAreCountedInTheOrderInWhichTheyWereMade() {
    assertThat(shop(third, first, second))
        .containsExactly(
            "web.1 " + first.name(), "web.2 " + second.name(), "web.3 " + third.name());
  }

  @Test
  void ofTwoThatWereMadeAtOneMomentTheIdDecides() {
    var same = first.named("another").label("com.hashicorp.nomad.alloc_id", "77");
    var order = new ArrayList<>(List.of(first, same));
    order.sort((one, other) -> one.id().compareTo(other.id()));
    assertThat(shop(first, same))
        .containsExactly("web.1 " + order.get(0).name(), "web.2 " + order.get(1).name());
  }

  @Test
  void oneThatIsRestartedKeepsItsNumberAndSoDoTheOthers() {
    assertThat(shop(first.state(State.EXITED), second, third))
        .isEqualTo(shop(first, second, third));
  }

  @Test
  void oneThatIsAddedTakesNoNumberFromAnother() {
    assertThat(shop(first, second, third)).containsAll(shop(first, second));
  }

  @Test
  void theOldAndTheNewContainerOfADeploymentOfCoolifyAreBothThere() {
    var old = Sample.coolify("shop", UUID);
    var fresh = Sample.coolify("shop", UUID).named(UUID + "-111213140").createdLater();
    assertThat(shop(fresh, old)).containsExactly("shop.1 " + old.name(), "shop.2 " + fresh.name());
    assertThat(shop(fresh)).containsExactly("shop.1 " + fresh.name());
  }

  @Test
  void previewAndProductionAreTwoApps() {
    var preview =
        Sample.coolify("shop", UUID).named(UUID + "-pr-12").label("coolify.pullRequestId", "12");
    assertThat(shop(preview, Sample.coolify("shop", UUID)))
        .containsExactly("shop.1 " + Sample.coolify("shop", UUID).name());
  }

  @Test
  void inADeploymentOfKamalTheNewestThatRunsIsTheProcess() {
    var old = Sample.kamal("shop", "web", "", "aaaaaaa");
    var fresh = Sample.kamal("shop", "web", "", "bbbbbbb").createdLater();
    assertThat(shop(old, fresh)).containsExactly("web.1 " + fresh.name());
    assertThat(shop(old, fresh.state(State.EXITED))).containsExactly("web.1 " + old.name());
    var replaced = Sample.kamal("shop", "web", "", "aaaaaaa_replaced_0123456789abcdef");
    assertThat(shop(old, replaced.createdLater())).containsExactly("web.1 " + old.name());
  }

  @Test
  void whatKamalExecutesIsAOneOffBesideTheRoles() {
    var exec =
        Sample.kamal("shop", "web", "", "aaaaaaa")
            .without("role")
            .without("destination")
            .named("shop-web-exec-aaaaaaa-0123ab");
    var web = Sample.kamal("shop", "web", "", "aaaaaaa");
    assertThat(shop(exec, web)).containsExactly("web.1 " + web.name(), "exec.1 " + exec.name());
    // A role of that name has the number, so that what is counted takes the next.
    var role = Sample.kamal("shop", "exec", "", "aaaaaaa");
    assertThat(shop(exec, role)).containsExactly("exec.1 " + role.name(), "exec.2 " + exec.name());
  }

  @Test
  void slotsOfSwarmNeedNotBeWithoutGaps() {
    var one = Sample.swarm("shop", "web", "1", "aumfe6vj42bg");
    var seven = Sample.swarm("shop", "web", "7", "xmkfqg4a46ye");
    assertThat(shop(seven, one)).containsExactly("web.1 " + one.name(), "web.7 " + seven.name());
  }

  @Test
  void aTaskThatHasEndedDoesNotHideTheOneThatRunsInItsSlot() {
    var running = Sample.swarm("shop", "web", "1", "aumfe6vj42bg");
    var failed = Sample.swarm("shop", "web", "1", "xmkfqg4a46ye").createdLater();
    assertThat(shop(running, failed.state(State.EXITED)))
        .containsExactly("web.1 " + running.name());
    assertThat(shop(running.state(State.EXITED), failed)).containsExactly("web.1 " + failed.name());
  }

  @Test
  void aServiceOnEveryNodeHasOneProcessForEach() {
    var ended = Sample.swarm("shop", "agent", NODE, "aumfe6vj42bg").state(State.EXITED);
    var running = Sample.swarm("shop", "agent", NODE, "xmkfqg4a46ye").createdLater();
    var elsewhere = Sample.swarm("shop", "agent", "9opfw0jjrrkehjh5mjo34ov36", "p6s2nfat506u");
    assertThat(shop(ended, running)).containsExactly("agent.1 " + running.name());
    assertThat(shop(ended, running, elsewhere)).hasSize(2);
  }

  @Test
  void whatIsCountedTakesTheNumbersThatAreFree() {
    var slot = Sample.swarm("shop", "web", "1", "aumfe6vj42bg");
    var everywhere = Sample.swarm("shop", "web", NODE, "xmkfqg4a46ye");
    assertThat(shop(everywhere, slot))
        .containsExactly("web.1 " + slot.name(), "web.2 " + everywhere.name());
  }

  /** The processes of the app {@code shop}, each with its container, in whatever order listed. */
  private static List<String> shop(Sample... containers) {
    List<Sample> backwards = new ArrayList<>(Arrays.asList(containers));
    Collections.reverse(backwards);
    List<String> processes = processes(Arrays.asList(containers));
    assertThat(processes(backwards)).isEqualTo(processes);
    return processes;
  }

  private static List<String> processes(List<Sample> containers) {
    var apps = Apps.of(containers.stream().map(Sample::facts).toList(), List.of());
    return Optional.ofNullable(apps.get(new AppName("shop"))).orElseThrow().processes().stream()
        .map(process -> process.name() + " " + process.facts().name())
        .toList();
  }
}
