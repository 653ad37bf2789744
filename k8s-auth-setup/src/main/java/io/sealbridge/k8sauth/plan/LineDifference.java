package io.sealbridge.k8sauth.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Two texts line by line, by their longest common subsequence. */
final class LineDifference {
  private LineDifference() {}

  /** Lines of both, each after {@code "- "}, {@code "+ "} or two blanks. */
  static List<String> of(String before, String after) {
    List<String> left = before.lines().toList();
    List<String> right = after.lines().toList();
    int[][] common = lengths(left, right);
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
        lines.add("  " + left.get(i));
        i++;
        j++;
      } else if (j >= right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + left.get(i++));
      } else {
        lines.add("+ " + right.get(j++));
      }
    }
    return Collections.unmodifiableList(lines);
  }

  /** How many lines the rests from i and j have in common. */
  private static int[][] lengths(List<String> left, List<String> right) {
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        common[i][j] =
            left.get(i).equals(right.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
