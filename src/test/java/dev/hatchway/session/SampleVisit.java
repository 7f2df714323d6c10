package dev.hatchway.session;

import dev.hatchway.access.Grant;
import dev.hatchway.app.App;
import dev.hatchway.container.Output;
import dev.hatchway.model.AppName;
import dev.hatchway.model.Login;
import dev.hatchway.model.Permission;
import dev.hatchway.model.Terminal;
import dev.hatchway.model.User;
import dev.hatchway.model.Window;
import dev.hatchway.stream.ClientEnd;
import dev.hatchway.stream.ClientEvent;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Alice at the app {@code shop}, and what she has been told. */
final class SampleVisit {
  private static final Grant ALICE =
      new Grant(
          new User("alice"),
          "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
          "ssh-ed25519",
          1,
          EnumSet.allOf(Permission.class),
          List.of(),
          Optional.empty(),
          true,
          false,
          Optional.empty());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Visit visit;

  private SampleVisit(Optional<Terminal> terminal) {
    Client client =
        new Client(
            new Connection(),
            ALICE,
            InetAddress.getLoopbackAddress(),
            2222,
            new Login.OfApp("shop"),
            new Request.Shell(),
            terminal,
            false,
            new Screen());
    App app = new App(new AppName("shop"), "compose", List.of(), Optional.empty());
    this.visit = new Visit(client, new Voice(client), app, "0123abcd");
  }

  static SampleVisit withTerminal() {
    return new SampleVisit(Optional.of(new Terminal("xterm", new Window(80, 24))));
  }

  static SampleVisit withoutTerminal() {
    return new SampleVisit(Optional.empty());
  }

  Visit visit() {
    return visit;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A client that takes everything and says nothing. */
  private final class Screen implements ClientEnd {
    @Override
    public Optional<byte[]> readInput() {
      return Optional.empty();
    }

    @Override
    public void inputDone(int count) {}

    @Override
    public void write(Output output, byte[] bytes, int offset, int length) {
      (output == Output.ERR ? err : out).write(bytes, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public ClientEvent nextEvent() {
      return new ClientEvent.Over();
    }

    @Override
    public void post(ClientEvent event) {}

    @Override
    public boolean isGone() {
      return false;
    }
  }
}
