package io.sealbridge.k8sauth.watch;

import java.util.List;
import java.util.function.Consumer;

/** Looks at both sides once. */
@FunctionalInterface
public interface Round {
  /**
   * Looks, tells {@code found} what is not as the file says, and puts that right if it was told to.
   *
   * @return what is still not as the file says
   * @throws RuntimeException if a side cannot be asked, a repair fails, or the file is wrong now
   */
  List<Drift> run(Consumer<List<Drift>> found);
}
