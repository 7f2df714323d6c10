package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.container.Output;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StartFailureTest {
  private static final String NOT_THERE =
      "OCI runtime exec failed: exec failed: unable to start container process: exec: \"nope\":"
          + " executable file not found in $PATH: unknown\r\n";
  private static final String NOT_EXECUTABLE =
      "OCI runtime exec failed: exec failed: container_linux.go:367: starting container process"
          + " caused: exec: \"/etc/passwd\": permission denied: unknown";

  private final StartFailure failure = new StartFailure();
  private final List<String> passed = new ArrayList<>();

  @Test
  void theEnginesReasonIsHeldBackHoweverItIsCut() throws Exception {
    for (int cut = 1; cut < NOT_THERE.length(); cut++) {
      var each = new StartFailure();
      each.pass(Output.OUT, bytes(NOT_THERE.substring(0, cut)), this::take);
      each.pass(Output.OUT, bytes(NOT_THERE.substring(cut)), this::take);
      assertThat(passed).as("cut at %d", cut).isEmpty();
      assertThat(each.isSuspected()).isTrue();
      assertThat(each.end())
          .isEqualTo(new ProgramEnd.NotStarted(ExitCode.NOT_FOUND, NOT_THERE.strip()));
    }
  }

  @Test
  void aProgramThatIsThereButCannotRunIsToldFromOneThatIsNot() throws Exception {
    pass(Output.OUT, NOT_EXECUTABLE);
    assertThat(failure.end().code()).isEqualTo(ExitCode.NOT_EXECUTABLE);
  }

  @Test
  void theInitsReasonOnStandardErrorIsHeldBackToo() throws Exception {
    pass(Output.ERR, "[FATAL tini (7)] exec nope failed: No such file or directory\n");
    assertThat(passed).isEmpty();
    assertThat(failure.end().code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void anUnknownUserIsAReason() throws Exception {
    pass(Output.OUT, "unable to find user nobody2: no matching entries in passwd file");
    assertThat(failure.isSuspected()).isTrue();
    assertThat(failure.end().code()).isEqualTo(ExitCode.NOT_EXECUTABLE);
  }

  @Test
  void aProgramThatOnlyBeginsLikeItLosesNothing() throws Exception {
    pass(Output.OUT, "OCI ");
    assertThat(passed).isEmpty();
    pass(Output.OUT, "images are fine");
    pass(Output.OUT, "OCI runtime exec failed: so says a later line");
    assertThat(failure.isSuspected()).isFalse();
    assertThat(String.join("", passed))
        .isEqualTo("OUT OCI images are fineOUT OCI runtime exec failed: so says a later line");
  }

  @Test
  void otherOutputPassesAtOnce() throws Exception {
    pass(Output.ERR, "hello");
    assertThat(passed).containsExactly("ERR hello");
  }

  @Test
  void theOtherStreamLetsTheHeldBackTextGoFirst() throws Exception {
    pass(Output.OUT, "unable to");
    pass(Output.ERR, "oh");
    pass(Output.OUT, " say");
    assertThat(passed).containsExactly("OUT unable to", "ERR oh", "OUT  say");
    assertThat(failure.isSuspected()).isFalse();
  }

  @Test
  void whatTheProgramWroteAfterAllIsGivenOut() throws Exception {
    pass(Output.ERR, "unable to find user input\n");
    assertThat(failure.isSuspected()).isTrue();
    failure.release(this::take);
    assertThat(passed).containsExactly("ERR unable to find user input\n");
    assertThat(failure.isSuspected()).isFalse();
  }

  @Test
  void aLongTextIsNoReasonOfTheEngines() throws Exception {
    String text = "OCI runtime exec failed" + "x".repeat(5000);
    pass(Output.OUT, text);
    assertThat(passed).containsExactly("OUT " + text);
  }

  @Test
  void aProgramThatWroteNothingIsNotSuspected() {
    assertThat(failure.isSuspected()).isFalse();
  }

  private void pass(Output output, String text) throws IOException {
    failure.pass(output, bytes(text), this::take);
  }

  private void take(Output output, ByteBuffer bytes) {
    passed.add(output + " " + StandardCharsets.UTF_8.decode(bytes));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
