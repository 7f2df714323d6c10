package dev.hatchway.session;

import dev.hatchway.command.Basis;
import dev.hatchway.command.Command;
import dev.hatchway.command.Execution;
import dev.hatchway.command.Lifetime;
import dev.hatchway.command.Program;
import dev.hatchway.command.Retention;
import dev.hatchway.command.TerminalWish;
import dev.hatchway.container.OneOff;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Limits;
import dev.hatchway.model.OnDisconnect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one-offs of {@code APP+run@host}: one for each connection, made for the first of its
 * channels, shared by all of them and removed with it.
 */
public final class ConnectionOneOffs implements AutoCloseable {
  /** Whatever the settings say, it ends with its connection and does not stay. */
  private static final Command.Run WISH =
      new Command.Run(
          Execution.of(new Program.AnyShell()),
          Optional.empty(),
          Basis.CURRENT,
          false,
          Optional.empty(),
          Limits.NONE,
          new Lifetime(Optional.empty(), Optional.empty(), Optional.of(OnDisconnect.STOP)),
          Optional.empty(),
          new Retention.Removed(),
          Optional.empty(),
          TerminalWish.AS_CLIENT,
          false,
          true);

  private final OneOffs oneOffs;
  private final Luggage luggage;
  private final Entrance entrance;
  private final Afterwards afterwards;
  private final int mostOfUser;
  private final Map<Connection, Room> rooms = new ConcurrentHashMap<>();

  /**
   * @param mostOfUser how many one user may have; they stay while no channel is open
   */
  public ConnectionOneOffs(
      OneOffs oneOffs, Luggage luggage, Entrance entrance, Afterwards afterwards, int mostOfUser) {
    this.oneOffs = oneOffs;
    this.luggage = luggage;
    this.entrance = entrance;
    this.afterwards = afterwards;
    this.mostOfUser = mostOfUser;
  }

  ExitCode run(Visit visit, Command.RunShared wish) throws Refusal {
    Narrator narrator = new Narrator(visit, false);
    Room room = room(visit);
    OneOff oneOff = room.enter(visit, narrator);
    try {
      narrator.status(
          "Running %s on %s... up, %s"
              .formatted(Narrator.words(wish.program()), visit.name(), oneOff.name()));
      return entrance.enter(
          visit, oneOff.inside(), oneOff.name(), Execution.of(wish.program()), narrator);
    } finally {
      room.leave();
    }
  }

  /** Removes all that there are; their connections are about to end. */
  @Override
  public void close() {
    List.copyOf(rooms.keySet()).forEach(this::end);
  }

  private Room room(Visit visit) throws Refusal {
    Connection connection = visit.client().connection();
    Room fresh = new Room(visit.client().grant().user().name());
    Room room = rooms.putIfAbsent(connection, fresh);
    if (room != null) {
      return room;
    }
    connection.whenEnded(() -> end(connection));
    if (rooms.values().stream().filter(fresh::isOfSameUser).count() > mostOfUser) {
      end(connection);
      throw new Refusal(
          ExitCode.REFUSED,
          "you have %d connections with a one-off; close one first".formatted(mostOfUser));
    }
    return fresh;
  }

  /** Returns whether the container is one of a connection that is open. */
  boolean holds(String container) {
    return rooms.values().stream().anyMatch(room -> room.is(container));
  }

  private void end(Connection connection) {
    Room room = rooms.remove(connection);
    if (room != null) {
      room.end();
    }
  }

  private OneOff make(Visit visit, Narrator narrator) throws Refusal {
    OneOff oneOff = oneOffs.createWaiting(visit, WISH, narrator);
    try (Luggage.Piece piece = luggage.pack(visit)) {
      piece.unpackInto(oneOff, narrator);
      oneOff.startDetached();
      piece.arrived();
      return oneOff;
    } catch (OneOff.StartRefused e) {
      afterwards.run(oneOff::remove);
      throw new Refusal(
          ExitCode.GATEWAY_FAILED, "the one-off cannot be started: %s".formatted(e.end().reason()));
    } catch (Refusal | RuntimeException e) {
      afterwards.run(oneOff::remove);
      throw e;
    }
  }

  /** What the channels of one connection share. */
  private final class Room {
    private final String user;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<OneOff> oneOff = Optional.empty();
    private int channels;
    private boolean ended;

    Room(String user) {
      this.user = user;
    }

    boolean isOfSameUser(Room other) {
      return user.equals(other.user);
    }

    /** Without the lock, which whoever makes the container holds for long. */
    boolean is(String container) {
      return oneOff.filter(present -> present.container().equals(container)).isPresent();
    }

    /** Counts a channel in; the first one makes the container, and others wait for it. */
    OneOff enter(Visit visit, Narrator narrator) throws Refusal {
      lock.lock();
      try {
        if (ended) {
          throw new Refusal(ExitCode.GATEWAY_FAILED, "the connection has ended");
        }
        OneOff present = oneOff.isPresent() ? oneOff.get() : make(visit, narrator);
        oneOff = Optional.of(present);
        channels++;
        return present;
      } finally {
        lock.unlock();
      }
    }

    void leave() {
      lock.lock();
      try {
        channels--;
        removeIfUnused();
      } finally {
        lock.unlock();
      }
    }

    void end() {
      lock.lock();
      try {
        ended = true;
        removeIfUnused();
      } finally {
        lock.unlock();
      }
    }

    /** Not under a program that is being ended: it may have something to put away. */
    private void removeIfUnused() {
      if (ended && channels == 0) {
        oneOff.ifPresent(unused -> afterwards.run(unused::remove));
        oneOff = Optional.empty();
      }
    }
  }
}
