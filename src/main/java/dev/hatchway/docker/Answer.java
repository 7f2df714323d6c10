package dev.hatchway.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The answer to a call that is being made. Closed before it has come, it ends the call; an answer
 * that comes at that very moment is closed, too, because nobody else would ever do it.
 */
final class Answer<T> implements AutoCloseable {
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Future<?> work;
  private boolean taken;

  Answer(ExecutorService calls, Callable<T> call) {
    this.work = calls.submit(() -> make(call));
  }

  /** Waits no longer than that; may be asked again after a timeout. */
  T await(Duration time) throws InterruptedException, ExecutionException, TimeoutException {
    T answer = result.get(time.toMillis(), TimeUnit.MILLISECONDS);
    taken = true;
    return answer;
  }

  /** Interrupting is the only way to end a call on a UNIX socket: it has no read timeout. */
  @Override
  public void close() {
    if (!taken) {
      result.cancel(false);
      var _ = result.thenAccept(Answer::close);
    }
    work.cancel(true);
  }

  private void make(Callable<T> call) {
    try {
      T answer = call.call();
      if (!result.complete(answer)) {
        close(answer);
      }
    } catch (Exception e) {
      result.completeExceptionally(e);
    }
  }

  private static void close(Object answer) {
    switch (answer) {
      case Response response -> response.close();
      case ByteStream stream -> stream.close();
      default -> {
        // A value holds nothing.
        return;
      }
    }
  }
}
