package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hatchway.command.Program;
import dev.hatchway.container.Pull;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ImageName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NarratorTest {
  private final SampleVisit person = SampleVisit.withTerminal();
  private final SampleVisit script = SampleVisit.withoutTerminal();

  @Test
  void aPersonIsToldOnStandardErrorWithTheCarriageReturned() {
    new Narrator(person.visit(), false).status("Running rake on shop... up, run.7");
    assertThat(person.err()).isEqualTo("-----> Running rake on shop... up, run.7\r\n");
    assertThat(person.out()).isEmpty();
  }

  @Test
  void aScriptIsToldNothingThatItNeedNotKnow() {
    Narrator narrator = new Narrator(script.visit(), false);
    narrator.status("Running");
    assertThat(script.err()).isEmpty();
    narrator.always("To see its output");
    assertThat(script.err()).isEqualTo("-----> To see its output\n");
  }

  @Test
  void whoAskedForQuietHasIt() {
    Narrator quiet = new Narrator(person.visit(), true);
    quiet.status("Running");
    quiet.always("To see its output");
    new Narrator(script.visit(), true).hintAtTerminal(List.of("sh"));
    assertThat(person.err()).isEmpty();
    assertThat(script.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "/bin/zsh", "/usr/local/bin/fish"})
  void aShellWithoutATerminalGetsAHint(String shell) {
    new Narrator(script.visit(), false).hintAtTerminal(List.of(shell));
    assertThat(script.err()).contains("ssh -t");
  }

  @Test
  void aShellWithAScriptAndAPersonAtATerminalNeedNoHint() {
    new Narrator(script.visit(), false).hintAtTerminal(List.of("sh", "-c", "true"));
    new Narrator(script.visit(), false).hintAtTerminal(List.of("rake"));
    new Narrator(person.visit(), false).hintAtTerminal(List.of("sh"));
    assertThat(script.err()).isEmpty();
    assertThat(person.err()).isEmpty();
  }

  @Test
  void whichShellItIsIsOnlySaidWhereItIsNotTheBest() throws Exception {
    Narrator narrator = new Narrator(person.visit(), false);
    assertThat(narrator.shell(Optional.of("bash"))).isEqualTo("bash");
    assertThat(person.err()).isEmpty();
    assertThat(narrator.shell(Optional.of("sh"))).isEqualTo("sh");
    assertThat(person.err()).contains("no bash in the image");
  }

  @Test
  void noShellIsARefusalThatNamesTheAppAndWhatToDo() {
    assertThatThrownBy(() -> new Narrator(person.visit(), false).shell(Optional.empty()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ExitCode.NOT_FOUND);
              assertThat(refusal.text())
                  .contains("no shell in the image of shop", "name a program");
            });
  }

  @Test
  void whatAScreenWouldObeyIsShownAndNotObeyed() {
    new Narrator(person.visit(), false).status("Running \u001b[2J\nrm on shop");
    assertThat(person.err()).isEqualTo("-----> Running \\u001b[2J\\nrm on shop\r\n");
  }

  @Test
  void aProgramIsShownAsItWasWritten() {
    assertThat(Narrator.words(new Program.Words(List.of("rake", "-T")))).isEqualTo("rake -T");
    assertThat(Narrator.words(new Program.ShellText("a && b"))).isEqualTo("a && b");
    assertThat(Narrator.words(new Program.AnyShell())).isEqualTo("a shell");
  }

  @Test
  void theLineOfAnImageFitsWhateverItsName() {
    ImageName image = new ImageName("registry.example:5000/" + "a".repeat(90) + "/shop:42");
    Pull.Progress progress = new Pull.Progress(1_000_000_000, 1_072_000_000);
    try (var _ = new Narrator(person.visit(), false).pulling(image, () -> progress)) {
      await().until(() -> !person.err().isEmpty());
    }
    String[] lines = person.err().substring(1).split("\r", -1);
    assertThat(lines[0])
        .hasSize(79)
        .startsWith("-----> Pulling …aaa")
        .contains("aaa/shop:42... 953.7 MiB of 1022.3 MiB");
    assertThat(lines[1]).isEqualTo(" ".repeat(79));
    assertThat(lines).hasSize(3).endsWith("");
  }

  @Test
  void whatHasComeWholeIsBeingUnpacked() {
    Pull.Progress whole = new Pull.Progress(10, 10);
    try (var _ = new Narrator(person.visit(), false).pulling(new ImageName("shop"), () -> whole)) {
      await().untilAsserted(() -> assertThat(person.err()).contains("Pulling shop... unpacking "));
    }
  }

  @Test
  void aScriptIsToldOfAnImageButNotOfAStart() {
    Narrator narrator = new Narrator(script.visit(), false);
    try (var _ = narrator.starting();
        var _ = narrator.pulling(new ImageName("shop"), () -> Pull.Progress.NONE)) {
      await().until(() -> !script.err().isEmpty());
    }
    assertThat(script.err()).isEqualTo("-----> Pulling shop\n");
  }
}
