package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingProgramTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  @Test
  void onThisProcessorItWaitsUntilItIsTerminated() throws Exception {
    String name = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    Path file = folder.resolve("wait");
    Files.write(file, WaitingProgram.forArchitecture(name).file().orElseThrow());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process waiting = new ProcessBuilder(file.toString()).start();
    assertThat(waiting.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
    waiting.destroy();
    assertThat(waiting.waitFor()).isEqualTo(TERMINATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64"})
  void itsFolderIsAVolumeBesideTheImagesOwn(String architecture) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("Volumes").putObject("/data");
    WaitingProgram.forArchitecture(architecture).putInto(body);
    assertThat(body.get("Cmd")).hasToString("[\"/.hatchway/wait\"]");
    assertThat(body.get("Entrypoint")).hasToString("[\"\"]");
    assertThat(body.get("Volumes")).hasToString("{\"/data\":{},\"/.hatchway\":{}}");
  }

  @Test
  void onAnotherProcessorTheShellWaits() throws Exception {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    WaitingProgram.forArchitecture("riscv64").putInto(body);
    assertThat(body.get("Cmd")).hasToString("[\"/bin/sh\",\"-c\",\"read -r never\"]");
    assertThat(body.get("OpenStdin").asBoolean()).isTrue();
    assertThat(body.has("Volumes")).isFalse();
    Process waiting = new ProcessBuilder("/bin/sh", "-c", "read -r never").start();
    assertThat(waiting.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
    waiting.destroy();
    assertThat(waiting.waitFor()).isEqualTo(TERMINATED);
  }
}
