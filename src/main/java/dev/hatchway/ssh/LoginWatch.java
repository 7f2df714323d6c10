package dev.hatchway.ssh;

import dev.hatchway.session.Logins;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.session.ServerSession;

/** Tells of each login, and once of each connection that ends without one. */
final class LoginWatch implements SessionListener {
  private final Logins logins;

  LoginWatch(Logins logins) {
    this.logins = logins;
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.Authenticated && session instanceof ServerSession server) {
      PublicKeyLogin.grant(server)
          .ifPresent(
              grant ->
                  logins.succeeded(
                      grant, PublicKeyLogin.addressWithPort(server), server.getUsername()));
    }
  }

  @Override
  public void sessionClosed(Session session) {
    if (session instanceof ServerSession server && !server.isAuthenticated()) {
      PublicKeyLogin.offered(server)
          .ifPresent(
              offer ->
                  logins.failed(
                      offer.key(),
                      PublicKeyLogin.addressWithPort(server),
                      offer.login(),
                      offer.tries()));
    }
  }
}
