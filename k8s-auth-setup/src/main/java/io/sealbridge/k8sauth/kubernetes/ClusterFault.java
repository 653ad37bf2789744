package io.sealbridge.k8sauth.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Why something was not done with a cluster. No text of it ever holds a token. */
public sealed interface ClusterFault {

  /** Nothing answers at the address. */
  record Unreachable(String address, String seen) implements ClusterFault {}

  /** Something answers, but it cannot answer now. */
  record Unavailable(String address, int status, String seen) implements ClusterFault {}

  /** The server is not the one that is trusted, or does not trust the client. */
  record TlsFailed(String address, String seen) implements ClusterFault {}

  /** The API server doesn't know the credentials. */
  record Unauthorised(String address) implements ClusterFault {}

  /** RBAC doesn't allow it; {@code missing} is the rule that would. */
  record Forbidden(String what, String seen, Optional<AccessRule> missing)
      implements ClusterFault {}

  record NotFound(String what) implements ClusterFault {}

  /**
   * Somebody else has set a field that we want to set.
   *
   * @param fields each with who holds it, as the server says it
   */
  record Conflict(String what, List<String> fields) implements ClusterFault {
    public Conflict {
      fields = List.copyOf(fields);
    }
  }

  /** It is there, but it is not ours to delete. */
  record NotOurs(String what, String label) implements ClusterFault {}

  /** This tool made it, but for the file of another owner. */
  record OfAnotherOwner(String what, String owner) implements ClusterFault {}

  /** Somebody else made it after it was seen that it is not there. */
  record MadeMeanwhile(String what) implements ClusterFault {}

  record NoNamespace(String what, String namespace) implements ClusterFault {}

  /** What the user of this tool may not do, of all that it has to do. */
  record RightsMissing(String address, List<AccessRule> rules) implements ClusterFault {
    public RightsMissing {
      rules = List.copyOf(rules);
    }
  }

  /** The cluster has put no token into a Secret that is there for one. */
  record NoToken(String secret, String seen) implements ClusterFault {}

  record Invalid(String what, String seen) implements ClusterFault {}

  record NoSuchContext(Path file, String context, List<String> known) implements ClusterFault {
    public NoSuchContext {
      known = List.copyOf(known);
    }
  }

  record BadKubeconfig(Path file, String seen) implements ClusterFault {}

  /** For the operator: what failed, what was seen, what to check. */
  default String message() {
    return switch (this) {
      case Unreachable fault ->
          "the Kubernetes API at %s does not answer (%s): check the address, the route and that the API server runs"
              .formatted(fault.address(), fault.seen());
      case Unavailable fault ->
          "the Kubernetes API at %s answered %d (%s): look into the API server's log, then try again"
              .formatted(fault.address(), fault.status(), fault.seen());
      case TlsFailed fault ->
          "no TLS with the Kubernetes API at %s (%s): check certificate-authority-data and the server's name in the kubeconfig"
              .formatted(fault.address(), fault.seen());
      case Unauthorised fault ->
          "the Kubernetes API at %s answered 401: it does not know the credentials; check that the token or client certificate has not expired and is for this cluster"
              .formatted(fault.address());
      case Forbidden fault -> forbidden(fault);
      case NotFound fault -> fault.what() + " is not there: check its name and namespace";
      case Conflict fault ->
          "%s was not changed, somebody else has set the same fields: %s; let them give the fields up, or run this with --take-over"
              .formatted(fault.what(), String.join("; ", fault.fields()));
      case NotOurs fault ->
          "%s was not deleted: it has no label %s, so this tool did not make it"
              .formatted(fault.what(), fault.label());
      case OfAnotherOwner fault ->
          "%s was made by this tool for the owner %s: give the object another name in one of the files, or both files the same owner"
              .formatted(fault.what(), fault.owner());
      case MadeMeanwhile fault ->
          "%s was made by somebody else meanwhile; nothing was overwritten. Make a new plan and apply that"
              .formatted(fault.what());
      case NoNamespace fault ->
          "%s cannot be made: there is no namespace %s; this tool makes none, so create it (kubectl create namespace %s) or correct the name in the file"
              .formatted(fault.what(), fault.namespace(), fault.namespace());
      case RightsMissing fault -> rightsMissing(fault);
      case NoToken fault ->
          "the cluster has put no token into %s: %s; check that kube-controller-manager runs and has --service-account-private-key-file, which is what makes these tokens"
              .formatted(fault.secret(), fault.seen());
      case Invalid fault -> "the API server refuses %s: %s".formatted(fault.what(), fault.seen());
      case NoSuchContext fault -> noSuchContext(fault);
      case BadKubeconfig fault -> "%s cannot be used: %s".formatted(fault.file(), fault.seen());
    };
  }

  private static String forbidden(Forbidden fault) {
    return "not allowed: %s (%s)".formatted(fault.what(), fault.seen())
        + fault
            .missing()
            .map(
                rule ->
                    "; give the user of this tool a %s with the rule%n%s"
                        .formatted(rule.holder(), rule.yaml()))
            .orElse("; ask who runs the cluster which right is missing");
  }

  private static String rightsMissing(RightsMissing fault) {
    return fault.rules().stream()
        .collect(Collectors.groupingBy(AccessRule::holder, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            held ->
                "a %s with the rules%n%s"
                    .formatted(
                        held.getKey(),
                        held.getValue().stream()
                            .map(AccessRule::yaml)
                            .collect(Collectors.joining())))
        .collect(
            Collectors.joining(
                "and ",
                "the user of this tool may not do all that is needed at %s; nothing was changed there. Give it "
                    .formatted(fault.address()),
                ""));
  }

  private static String noSuchContext(NoSuchContext fault) {
    String known =
        fault.known().isEmpty()
            ? "it has none"
            : "it has " + fault.known().stream().sorted().collect(Collectors.joining(", "));
    return "%s has no context \"%s\": %s".formatted(fault.file(), fault.context(), known);
  }
}
