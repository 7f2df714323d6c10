package dev.hatchway.ssh;

import dev.hatchway.access.Access;
import dev.hatchway.config.Settings;
import dev.hatchway.session.OpenFiles;
import dev.hatchway.session.Sessions;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.threads.NoCloseExecutor;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;

/** The SSH server: who may come in, by which algorithms, and what a channel is. */
public final class SshGateway implements AutoCloseable {
  private static final String IDENTIFICATION = "Hatchway";
  private static final Duration NEVER = Duration.ZERO;

  private final Listener server;
  private final Keepalive keepalive;

  /**
   * @param files that connections need
   * @param colourless whether nobody gets colours
   */
  public SshGateway(
      Settings settings,
      List<KeyPair> hostKeys,
      Access access,
      Sessions sessions,
      OpenFiles files,
      boolean colourless) {
    server = (Listener) ServerBuilder.builder().factory(Listener::new).build();
    server.setHost(settings.listen().host());
    server.setPort(settings.listen().port());
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    Algorithms.offer(server);
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    server.setPublickeyAuthenticator(new PublicKeyLogin(access));
    server.setKeyboardInteractiveAuthenticator(null);
    server.setPasswordAuthenticator(null);
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    server.setGlobalRequestHandlers(
        List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
    server.setSubsystemFactories(List.of());
    server.setShellFactory(null);
    Door door = new Door(sessions, settings.account(), colourless);
    server.setChannelFactories(List.of(channelFactory(door)));
    // Blocking calls of one login must not make another wait: a thread for each, not one per core.
    server.setIoServiceFactoryFactory(
        new Nio2ServiceFactoryFactory() {
          @Override
          public IoServiceFactory create(FactoryManager manager) {
            return new PatientSockets(
                manager,
                new NoCloseExecutor(Executors.newVirtualThreadPerTaskExecutor()),
                files::areNearlyUsedUp);
          }
        });
    server.setSessionFactory(HeardSession.factory(server));
    keepalive =
        new Keepalive(
            settings.limits().keepalive(),
            settings.limits().keepaliveCount(),
            () -> HeardSession.among(server.getActiveSessions()));
    properties(settings);
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the address cannot be used
   */
  public void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException(
          "%s port %d: %s; choose another with listen or --listen"
              .formatted(server.getHost(), server.getPort(), e.getMessage()),
          e);
    }
    keepalive.start();
  }

  /** The port that is listened on, also where any free one was asked for. */
  public int port() {
    return server.getPort();
  }

  /** Takes no new connections; those that there are go on. */
  public void stopListening() {
    server.stopListening();
  }

  @Override
  public void close() throws IOException {
    keepalive.close();
    server.stop(true);
  }

  private static ChannelSessionFactory channelFactory(Door door) {
    return new ChannelSessionFactory() {
      @Override
      public Channel createChannel(org.apache.sshd.common.session.Session session) {
        return new SessionChannel(door);
      }
    };
  }

  private void properties(Settings settings) {
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, IDENTIFICATION);
    CoreModuleProperties.AUTH_TIMEOUT.set(server, settings.limits().loginGrace());
    CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, settings.limits().authAttempts());
    // Without it three small writes take 6.5 ms instead of 0.4 (measured).
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(server, true);
    // It counts keepalives as life, so idle sessions are measured elsewhere.
    CoreModuleProperties.IDLE_TIMEOUT.set(server, NEVER);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, NEVER);
  }

  /** A server that can give up its port while its connections go on. */
  private static final class Listener extends SshServer {
    void stopListening() {
      if (acceptor != null) {
        acceptor.unbind();
      }
    }
  }
}
