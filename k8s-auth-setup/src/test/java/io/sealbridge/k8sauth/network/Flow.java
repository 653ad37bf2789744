package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.network.evaluator.Packet;
import java.util.Arrays;
import java.util.stream.Stream;

/** A row of a table: who reaches whom, by plain policies and by Calico's. */
record Flow(String from, String to, String protocol, int port, boolean plain, boolean calico) {

  /** Lines that start with a letter are rows. */
  static Stream<Flow> table(String text) {
    return text.lines().filter(line -> line.matches("[a-z].*")).map(Flow::row);
  }

  private static Flow row(String line) {
    String[] cells = Arrays.stream(line.split("[|]")).map(String::strip).toArray(String[]::new);
    if (cells.length < 6) {
      throw new IllegalArgumentException("a row has six cells and a remark: " + line);
    }
    return new Flow(
        cells[0], cells[1], cells[2], Integer.parseInt(cells[3]), yes(cells[4]), yes(cells[5]));
  }

  private static boolean yes(String cell) {
    return switch (cell) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("yes or no, not " + cell);
    };
  }

  Packet packet(Neighbourhood neighbourhood) {
    return neighbourhood.packet(from, to, protocol, port);
  }
}
