package dev.hatchway.ssh;

import dev.hatchway.access.Access;
import dev.hatchway.access.Grant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/**
 * Asks {@code access} for a key that a client offers or signs with. The library asks once for each
 * offer and once more for each signature; the login succeeds right after the last question, so the
 * last answer is that of the key that signed, and never of one that was merely offered.
 */
final class PublicKeyLogin implements PublickeyAuthenticator {
  private static final AttributeKey<Grant> GRANT = new AttributeKey<>();

  private final Access access;

  PublicKeyLogin(Access access) {
    this.access = access;
  }

  @Override
  public boolean authenticate(String userName, PublicKey key, ServerSession session) {
    Optional<Grant> grant =
        access.logIn(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key), address(session));
    grant.ifPresentOrElse(
        g -> session.setAttribute(GRANT, g), () -> session.removeAttribute(GRANT));
    return grant.isPresent();
  }

  /** Returns what the key that signed may do. */
  static Optional<Grant> grant(ServerSession session) {
    return session.isAuthenticated()
        ? Optional.ofNullable(session.getAttribute(GRANT))
        : Optional.empty();
  }

  static InetAddress address(ServerSession session) {
    return session.getClientAddress() instanceof InetSocketAddress socket
        ? socket.getAddress()
        : InetAddress.getLoopbackAddress();
  }
}
