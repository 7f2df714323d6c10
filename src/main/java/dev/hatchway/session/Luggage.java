package dev.hatchway.session;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.OneOff;
import dev.hatchway.model.ByteSize;
import dev.hatchway.model.ExitCode;
import dev.hatchway.upload.Delivery;
import dev.hatchway.upload.Inboxes;
import dev.hatchway.upload.Named;
import dev.hatchway.upload.UploadTar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The uploaded files that go into a one-off between its creation and its start. */
public final class Luggage {
  private final Inboxes inboxes;

  public Luggage(Inboxes inboxes) {
    this.inboxes = inboxes;
  }

  /** Sets aside what waits in the inbox, so that no other one-off gets it. */
  Piece pack(Visit visit) {
    try {
      return new Piece(inboxes.of(visit.client().grant().user(), visit.name()).take());
    } catch (IOException e) {
      throw new UncheckedIOException("an inbox cannot be read", e);
    }
  }

  /** Leaves the inbox as it is. */
  static Piece none() {
    return new Piece(Optional.empty());
  }

  /** One one-off's files: back in the inbox unless they have arrived. */
  static final class Piece implements AutoCloseable {
    private final Optional<Delivery> delivery;

    private Piece(Optional<Delivery> delivery) {
      this.delivery = delivery;
    }

    void unpackInto(OneOff oneOff, Narrator narrator) throws Refusal {
      if (delivery.isEmpty()) {
        return;
      }
      OneOff.Owner owner = oneOff.owner();
      try (var tar = new UploadTar(delivery.get().entries(), owner.user(), owner.group())) {
        oneOff.unpack(tar);
      } catch (EngineException.Away e) {
        throw e;
      } catch (EngineException | IOException e) {
        throw new Refusal(
            ExitCode.GATEWAY_FAILED,
            "your uploads could not be put into the container, and wait on (%s); run --no-uploads"
                    .formatted(e.getMessage())
                + " leaves them");
      }
      for (Named named : delivery.get().names()) {
        narrator.status(
            "%s (%s) is in /tmp/uploads".formatted(named.name(), ByteSize.format(named.bytes())));
      }
    }

    /** Says that the program runs and has them. */
    void arrived() {
      if (delivery.isPresent()) {
        try {
          delivery.get().delivered();
        } catch (IOException e) {
          throw new UncheckedIOException("delivered files cannot be removed", e);
        }
      }
    }

    @Override
    public void close() {
      if (delivery.isPresent()) {
        try {
          delivery.get().close();
        } catch (IOException e) {
          throw new UncheckedIOException("files cannot go back into the inbox", e);
        }
      }
    }
  }
}
