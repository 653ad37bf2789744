package io.sealbridge.audit.hsmlog;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file; the first of it in words, the rest counted. */
final class Faults {
  private static final int MOST = 20;

  private final List<String> told = new ArrayList<>();
  private long more;

  void add(String fault) {
    if (told.size() < MOST) {
      told.add(fault);
    } else {
      more++;
    }
  }

  List<String> list() {
    List<String> list = new ArrayList<>(told);
    if (more > 0) {
      list.add(more + " more");
    }
    return list;
  }
}
