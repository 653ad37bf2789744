package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.network.evaluator.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Who reaches whom, by plain policies and by Calico's. */
record Flow(String from, String to, String protocol, int port, boolean plain, boolean calico) {

  /** Lines that start with a letter are rows. */
  static Stream<Flow> table(String text) {
    return text.lines().filter(line -> line.matches("[a-z].*")).flatMap(Flow::row);
  }

  private static Stream<Flow> row(String line) {
    List<List<String>> cells =
        Arrays.stream(line.split("[|]")).map(cell -> List.of(cell.strip().split(" +"))).toList();
    if (cells.size() < 6) {
      throw new IllegalArgumentException("a row has six cells and a remark: " + line);
    }
    boolean plain = yes(cells.get(4));
    boolean calico = yes(cells.get(5));
    List<Flow> flows = new ArrayList<>();
    for (String from : cells.get(0)) {
      for (String to : cells.get(1)) {
        for (String protocol : cells.get(2)) {
          for (String port : cells.get(3)) {
            flows.add(new Flow(from, to, protocol, Integer.parseInt(port), plain, calico));
          }
        }
      }
    }
    return flows.stream();
  }

  private static boolean yes(List<String> cell) {
    return switch (cell.getFirst()) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("yes or no, not " + cell);
    };
  }

  Packet packet(Neighbourhood neighbourhood) {
    return neighbourhood.packet(from, to, protocol, port);
  }
}
