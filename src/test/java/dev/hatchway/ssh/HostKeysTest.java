package dev.hatchway.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.ssh.HostKeys.UnusableHostKeyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostKeysTest {
  private static final List<String> NAMES = List.of("host_ecdsa", "host_ed25519", "host_rsa");

  @TempDir private Path folder;

  @Test
  void theFirstStartMakesOneOfEachKindForTheOwnerAlone() throws Exception {
    Path keys = folder.resolve("keys");
    new HostKeys(keys).load();
    assertThat(files(keys).keySet()).containsExactlyElementsOf(NAMES);
    for (String name : NAMES) {
      assertThat(mode(keys.resolve(name))).as(name).isEqualTo("rw-------");
    }
  }

  @Test
  void theNextStartsHaveTheSameKeys() throws Exception {
    List<KeyPair> first = new HostKeys(folder).load();
    Map<String, String> written = files(folder);
    assertThat(publicKeys(new HostKeys(folder).load())).isEqualTo(publicKeys(first));
    assertThat(files(folder)).isEqualTo(written);
  }

  @Test
  void twoInstallationsHaveDifferentKeys() {
    List<KeyPair> one = new HostKeys(folder.resolve("one")).load();
    List<KeyPair> other = new HostKeys(folder.resolve("other")).load();
    assertThat(publicKeys(one)).doesNotContainAnyElementsOf(publicKeys(other));
  }

  @ParameterizedTest
  @CsvSource({"host_ed25519,256,ED25519", "host_ecdsa,256,ECDSA", "host_rsa,3072,RSA"})
  void opensshReadsThem(String name, String bits, String kind) throws Exception {
    new HostKeys(folder).load();
    assertThat(keygen("-l", "-f", folder.resolve(name).toString()))
        .startsWith(bits + " SHA256:")
        .endsWith("(" + kind + ")\n");
  }

  @Test
  void aKeyThatOpensshMadeIsTaken() throws Exception {
    Path key = folder.resolve("host_ed25519");
    keygen("-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    String made = Files.readString(key);
    new HostKeys(folder).load();
    assertThat(key).hasContent(made);
  }

  @Test
  void aKeyThatIsMissingIsMadeAndTheOthersStay() throws Exception {
    new HostKeys(folder).load();
    Map<String, String> before = files(folder);
    Files.delete(folder.resolve("host_rsa"));
    new HostKeys(folder).load();
    Map<String, String> after = files(folder);
    assertThat(after.remove("host_rsa")).isNotEqualTo(before.remove("host_rsa"));
    assertThat(after).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "this is no key\n", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"})
  void aKeyThatCannotBeReadIsNamedAndLeftAsItIs(String content) throws Exception {
    Path key = Files.writeString(folder.resolve("host_rsa"), content);
    assertThatThrownBy(() -> new HostKeys(folder).load())
        .isInstanceOf(UnusableHostKeyException.class)
        .hasMessageContaining(key.toString());
    assertThat(Files.readString(key)).isEqualTo(content);
  }

  @Test
  void aKeyBehindAPassphraseIsNamed() throws Exception {
    Path key = folder.resolve("host_ed25519");
    keygen("-q", "-t", "ed25519", "-N", "secret", "-f", key.toString());
    assertThatThrownBy(() -> new HostKeys(folder).load())
        .isInstanceOf(UnusableHostKeyException.class)
        .hasMessageContaining(key.toString());
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path occupied = Files.writeString(folder.resolve("keys"), "a file, no folder");
    assertThatThrownBy(() -> new HostKeys(occupied).load())
        .isInstanceOf(UnusableHostKeyException.class)
        .hasMessageContaining(occupied.toString());
  }

  private static List<PublicKey> publicKeys(List<KeyPair> pairs) {
    return pairs.stream().map(KeyPair::getPublic).toList();
  }

  /** What is in each file, those on their way included. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String keygen(String... words) throws Exception {
    List<String> command = Stream.concat(Stream.of("ssh-keygen"), Stream.of(words)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
