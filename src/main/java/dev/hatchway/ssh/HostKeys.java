package dev.hatchway.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's own keys, {@code keys/host_*}, made at the first start and the same ever after. */
public final class HostKeys {
  private static final Logger log = LoggerFactory.getLogger(HostKeys.class);
  private static final String COMMENT = "hatchway";

  private final Path folder;

  /**
   * @param folder where they are or will be
   */
  public HostKeys(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads the keys, making those that are not there, and returns those that are offered. The ECDSA
   * key is ready for an operator who needs it but is not offered: every client that knows ECDSA
   * knows one of the others, and {@code ssh-audit} calls each NIST curve a failure.
   *
   * @throws UnusableHostKeyException if one is there that cannot be used
   */
  public List<KeyPair> load() {
    List<KeyPair> pairs = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Path file = folder.resolve(kind.fileName);
      KeyPair pair = Files.exists(file) ? read(file) : make(kind, file);
      if (kind.offered) {
        pairs.add(pair);
      }
    }
    return List.copyOf(pairs);
  }

  private static KeyPair read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY);
      if (pairs != null) {
        for (KeyPair pair : pairs) {
          return pair;
        }
      }
      throw new UnusableHostKeyException(file + " holds no key", null);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableHostKeyException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private KeyPair make(Kind kind, Path file) {
    try {
      Files.createDirectories(folder);
      KeyPair pair = KeyUtils.generateKeyPair(kind.type, kind.bits);
      Path temporary =
          Files.createTempFile(
              folder,
              kind.fileName,
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.WRITE)) {
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, COMMENT, null, out);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      log.info("made the host key {}", file);
      return pair;
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableHostKeyException(file + " cannot be made: " + e.getMessage(), e);
    }
  }

  private enum Kind {
    ED25519("host_ed25519", KeyPairProvider.SSH_ED25519, 256, true),
    ECDSA("host_ecdsa", KeyPairProvider.ECDSA_SHA2_NISTP256, 256, false),
    RSA("host_rsa", KeyPairProvider.SSH_RSA, 3072, true);

    private final String fileName;
    private final String type;
    private final int bits;
    private final boolean offered;

    Kind(String fileName, String type, int bits, boolean offered) {
      this.fileName = fileName;
      this.type = type;
      this.bits = bits;
      this.offered = offered;
    }
  }

  /** A host key that is there but cannot be used; the message names the file. */
  public static final class UnusableHostKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableHostKeyException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
