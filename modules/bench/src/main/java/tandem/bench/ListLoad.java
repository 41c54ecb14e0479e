package tandem.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a node for lists over HTTP: at a fixed rate, whatever the node makes of it, with the latency
 * from the moment that a request was due; or, at rate 0, from each connection as soon as it has its
 * answer. It speaks only as much HTTP as takes little of the processors that it shares with the
 * node.
 *
 * <p>Arguments: the address of a list with {@code USER} in the place of the user's id, how many
 * users (ids from 1 on), connections, requests a second, rounds, seconds of each.
 */
public final class ListLoad {

  private final URI address;
  private final int users;
  private final int connections;

  private ListLoad(URI address, int users, int connections) {
    this.address = address;
    this.users = users;
    this.connections = connections;
  }

  /** Requests of one round. */
  private final class Round {
    private final long start = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Latencies latencies = new Latencies();
    private final int rate;
    private final long end;

    Round(int rate, int seconds) {
      this.rate = rate;
      this.end = start + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Takes requests that are due until the round is over. */
    Void connection() throws IOException {
      SplittableRandom random = new SplittableRandom(next.get() + Thread.currentThread().getId());
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        for (long due = due(); due < end; due = due()) {
          sleepUntil(due);
          socket.getOutputStream().write(request(1 + random.nextInt(users)));
          if (!answered(in)) {
            failed.incrementAndGet();
          }
          latencies.add(System.nanoTime() - due);
        }
      }
      return null;
    }

    private long due() {
      return rate == 0
          ? System.nanoTime()
          : start + next.getAndIncrement() * TimeUnit.SECONDS.toNanos(1) / rate;
    }

    private byte[] request(int user) {
      return ("GET "
              + address.getRawPath().replace("USER", Integer.toString(user))
              + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
              + " HTTP/1.1\r\nHost: "
              + address.getAuthority()
              + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads an answer to its end; whether it is a list. */
    private boolean answered(InputStream in) throws IOException {
      String status = line(in);
      int length = -1;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(header.substring(15).strip());
        }
      }
      if (length < 0) {
        throw new IOException("an answer of unknown length: " + status);
      }
      in.skipNBytes(length);
      bytes.addAndGet(length);
      return status.startsWith("HTTP/1.1 200");
    }

    private void report(String name) {
      System.out.printf(
          "%-8s %s  failed %d  bytes each %d%n",
          name, latencies.line(), failed.get(), bytes.get() / Math.max(1, latencies.count()));
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the node has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void sleepUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void round(String name, int rate, int seconds) throws Exception {
    Round round = new Round(rate, seconds);
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      Callable<Void> connection = round::connection;
      for (Future<Void> done : threads.invokeAll(Collections.nCopies(connections, connection))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    round.report(name);
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws Exception {
    int[] numbers = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    ListLoad load = new ListLoad(URI.create(arguments[0]), numbers[0], numbers[1]);
    for (int round = 1; round <= numbers[3]; round++) {
      load.round("round " + round, numbers[2], numbers[4]);
    }
  }
}
