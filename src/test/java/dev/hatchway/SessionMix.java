package dev.hatchway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sessions of every kind at one gateway, many at a time, some of them torn off in the middle. */
final class SessionMix {
  /** A torn session may be anywhere between its first packet and its end. */
  private static final int LATEST_TEAR = 1500; // milliseconds

  /** Any number does; the same one tears at the same moments again. */
  private static final long SEED = 13;

  /** Many at the same time on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final List<Kind> kinds;
  private final Random random = new Random(SEED);
  private final Collection<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * A kind of session.
   *
   * @param code with which it ends if it is let; empty if it does not end by itself
   */
  private record Kind(Program program, Optional<Integer> code) {}

  /**
   * @param lasting a one-off that runs all the time
   */
  SessionMix(World world, TestGateway gateway, String lasting) {
    Ssh ssh = gateway.ssh(world.app().name());
    Path large = world.machine().file("large", new byte[1 << 20]);
    Path small = world.machine().file("small", new byte[1000]);
    String stty = "stty size; sleep 0.2; exit 3";
    this.kinds = new ArrayList<>();
    String[] background = {"enter", "web.1", "sleep 600 >/dev/null & sleep 0.5"};
    ends(ssh.command("enter", "web.1", "true"), 0);
    ends(ssh.command("enter", "web.1", "wc", "-c").reading(large), 0);
    ends(ssh.withTerminal().command("enter", "web.1", stty).readingPipe(), 3);
    ends(ssh.command(background), 0);
    goesOn(ssh.command("enter", "web.1", "cat").readingPipe());
    ends(ssh.as(ssh.login() + "+web.1").command("seq 1 200000"), 0);
    ends(ssh.command("run", "exit 42"), 42);
    ends(ssh.command("run", "wc", "-c").reading(large), 0);
    ends(ssh.withTerminal().command("run", stty).readingPipe(), 3);
    ends(ssh.command("run", "seq", "1", "300000"), 0);
    ends(ssh.command("run", "-d", "sleep", "1"), 0);
    ends(ssh.as(ssh.login() + "+run").command("cat /etc/hostname"), 0);
    ends(ssh.scpProgram("-s", large.toString(), ":large"), 0);
    ends(ssh.scpProgram("-O", small.toString(), ":small"), 0);
    ends(ssh.with("-s").command("sftp"), 0);
    ends(ssh.command("logs", "-n", "5", "web"), 0);
    goesOn(ssh.command("logs", "-f", "web"));
    goesOn(ssh.command("attach", lasting).readingPipe());
    goesOn(ssh.command("wait", lasting));
    ends(ssh.command("ps"), 0);
    ends(ssh.command("nonsense"), 2);
    ends(ssh.command("run", "no-such-program"), 127);
  }

  private void ends(Program program, int code) {
    kinds.add(new Kind(program.within(LIMIT), Optional.of(code)));
  }

  private void goesOn(Program program) {
    kinds.add(new Kind(program.within(LIMIT), Optional.empty()));
  }

  /** How many make each kind happen once. */
  int kinds() {
    return kinds.size();
  }

  /**
   * Has that many sessions, half of them torn, and returns what went wrong with the others.
   *
   * @param atOnce how many there are at a time
   */
  Collection<String> have(int sessions, int atOnce) {
    failures.clear();
    try (ScheduledExecutorService tearing = Executors.newSingleThreadScheduledExecutor();
        ExecutorService clients = Executors.newFixedThreadPool(atOnce)) {
      for (int number = 0; number < sessions; number++) {
        Kind kind = kinds.get(number % kinds.size());
        boolean torn = number / kinds.size() % 2 == 1 || kind.code().isEmpty();
        int moment = random.nextInt(LATEST_TEAR);
        clients.execute(() -> have(kind, torn ? Optional.of(moment) : Optional.empty(), tearing));
      }
    }
    return List.copyOf(failures);
  }

  private void have(Kind kind, Optional<Integer> moment, ScheduledExecutorService tearing) {
    try (Running client = kind.program().start()) {
      moment.ifPresent(
          millis -> {
            var _ = tearing.schedule(client::close, millis, TimeUnit.MILLISECONDS);
          });
      Result result = client.end();
      if (moment.isEmpty() && !kind.code().equals(Optional.of(result.code()))) {
        failures.add(kind.program().words() + ": " + result);
      }
    } catch (RuntimeException | AssertionError e) {
      failures.add(kind.program().words() + ": " + e);
    }
  }
}
