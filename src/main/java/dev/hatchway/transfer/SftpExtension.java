package dev.hatchway.transfer;

import java.util.Arrays;
import java.util.Optional;

/** The extensions that are understood (OpenSSH's PROTOCOL, section 4), with their versions. */
enum SftpExtension {
  POSIX_RENAME("posix-rename@openssh.com", "1"),
  STATVFS("statvfs@openssh.com", "2"),
  FSYNC("fsync@openssh.com", "1"),
  LIMITS("limits@openssh.com", "1"),
  EXPAND_PATH("expand-path@openssh.com", "1");

  private final String word;
  private final String version;

  SftpExtension(String word, String version) {
    this.word = word;
    this.version = version;
  }

  static Optional<SftpExtension> of(String word) {
    return Arrays.stream(values()).filter(extension -> extension.word.equals(word)).findFirst();
  }

  static void greet(SftpOutput answers) {
    for (SftpExtension extension : values()) {
      answers.text(extension.word).text(extension.version);
    }
  }
}
