package dev.hatchway.ssh;

import dev.hatchway.access.Access;
import dev.hatchway.access.Grant;
import java.net.Inet6Address;
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
  private static final AttributeKey<Offer> OFFER = new AttributeKey<>();

  private final Access access;

  PublicKeyLogin(Access access) {
    this.access = access;
  }

  @Override
  public boolean authenticate(String userName, PublicKey key, ServerSession session) {
    String fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    int before = offered(session).map(Offer::tries).orElse(0);
    session.setAttribute(OFFER, new Offer(fingerprint, userName, before + 1));
    Optional<Grant> grant = access.logIn(fingerprint, address(session));
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

  /** Returns the last key that was offered, and how many were. */
  static Optional<Offer> offered(ServerSession session) {
    return Optional.ofNullable(session.getAttribute(OFFER));
  }

  static String addressWithPort(ServerSession session) {
    return session.getClientAddress() instanceof InetSocketAddress socket
        ? (socket.getAddress() instanceof Inet6Address ? "[%s]:%d" : "%s:%d")
            .formatted(socket.getAddress().getHostAddress(), socket.getPort())
        : String.valueOf(session.getClientAddress());
  }

  static InetAddress address(ServerSession session) {
    return session.getClientAddress() instanceof InetSocketAddress socket
        ? socket.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /**
   * A key that was offered.
   *
   * @param login the SSH user name that came with it
   * @param tries how many keys the connection has offered up to then
   */
  record Offer(String key, String login, int tries) {}
}
