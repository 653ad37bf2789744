package io.sealbridge.k8sauth.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.AccessFile;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.render.ManifestFile;
import io.sealbridge.k8sauth.render.ManifestFolder;
import io.sealbridge.k8sauth.render.Rendering;
import io.sealbridge.k8sauth.render.Scope;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "render",
    description = {
      "Writes manifests for Kubernetes, by which consumers read their secrets.",
      "Asks neither Vault nor a cluster, and changes nothing but the folder it is given.",
      "Without a folder, writes one stream to the standard output."
    })
final class RenderCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The description of access.")
  Path file = Path.of("access.yaml");

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The cluster to render for; must be given if there are several.")
  Optional<String> cluster = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      description = "Objects of these kinds alone, such as Deployment,ConfigMap.")
  List<String> only = List.of();

  @ArgGroup Target target = new Target();

  @Option(names = "--debug", description = "Show where errors come from.")
  boolean debug;

  /** Where it goes; not more than one of them. */
  static final class Target {
    @Option(
        names = "--to",
        paramLabel = "DIR",
        description =
            "A folder with a file for each object. It replaces an earlier one; a folder with files"
                + " of others is refused.")
    Optional<Path> folder = Optional.empty();

    @Option(
        names = "--kustomize",
        paramLabel = "DIR",
        description = "The same, as a base for kustomize.")
    Optional<Path> kustomize = Optional.empty();
  }

  @Override
  public Integer call() {
    AccessDescription description = AccessFile.read(file);
    Rendering rendering = selected(Rendering.of(Scope.of(description, cluster(description))));
    target.folder.ifPresent(folder -> new ManifestFolder(folder).write(rendering.files()));
    target.kustomize.ifPresent(
        folder -> new ManifestFolder(folder).write(rendering.kustomizeBase()));
    if (target.folder.isEmpty() && target.kustomize.isEmpty()) {
      print(rendering);
    }
    return ExitCode.DONE;
  }

  private void print(Rendering rendering) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(rendering.stream());
    out.flush();
    if (!rendering.configuration().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "Not in the stream, because Vault runs in no cluster of the file: "
              + String.join(
                  ", ", rendering.configuration().stream().map(ManifestFile::name).toList())
              + ". Give a folder with --to to get them.");
      err.flush();
    }
  }

  private ClusterSection cluster(AccessDescription description) {
    List<String> names = description.clusters().stream().map(ClusterSection::name).toList();
    if (cluster.isEmpty() && names.size() > 1) {
      throw new UsageException(
          "there are several clusters; name one with --cluster: " + String.join(", ", names));
    }
    if (cluster.isPresent() && !names.contains(cluster.get())) {
      throw new UsageException(
          "--cluster names %s, which is not in the file; there are %s"
              .formatted(cluster.get(), String.join(", ", names)));
    }
    return description.cluster(cluster);
  }

  private Rendering selected(Rendering rendering) {
    for (String kind : only) {
      if (rendering.kinds().stream().noneMatch(kind::equalsIgnoreCase)) {
        throw new UsageException(
            "--only names %s, of which nothing is rendered; there are %s"
                .formatted(kind, String.join(", ", rendering.kinds())));
      }
    }
    return only.isEmpty()
        ? rendering
        : rendering.only(kind -> only.stream().anyMatch(kind::equalsIgnoreCase));
  }
}
