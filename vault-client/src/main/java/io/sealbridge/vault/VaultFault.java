package io.sealbridge.vault;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a request to Vault failed. A sentence says what failed, what was seen and what to do, and
 * holds no token and no part of a request's body.
 */
public sealed interface VaultFault {

  /** Nobody answered. */
  record Unreachable(URI address, String seen) implements VaultFault {}

  /** TLS did not come about. */
  record TlsFailed(URI address, String seen) implements VaultFault {}

  /** The server is sealed. */
  record Sealed(URI address) implements VaultFault {}

  /** The server was never initialised. */
  record Uninitialised(URI address) implements VaultFault {}

  /** The server is a standby and the way to the active one was not found or not taken. */
  record Standby(URI address, String seen) implements VaultFault {}

  /**
   * The token may not do this.
   *
   * @param policyLine what a policy of the token lacks, in HCL
   */
  record Forbidden(String method, String path, String policyLine) implements VaultFault {}

  /** The server knows no such token. OpenBao does not say so; there it is {@link Forbidden}. */
  record TokenRefused(URI address, String method, String path) implements VaultFault {}

  /** A login of this tool's own was refused. */
  record LoginRefused(URI address, String mount, String role, int status, List<String> errors)
      implements VaultFault {
    public LoginRefused {
      errors = List.copyOf(errors);
    }
  }

  /**
   * The token may not do all that has to be done; nothing was done.
   *
   * @param policyLines what its policies lack, in HCL
   */
  record RightsMissing(List<String> policyLines) implements VaultFault {
    public RightsMissing {
      policyLines = List.copyOf(policyLines);
    }
  }

  /**
   * Too many requests, and still so after as much waiting as there is patience for.
   *
   * @param asked how long the server asks to wait, if it does
   */
  record RateLimited(URI address, String path, Optional<Duration> asked) implements VaultFault {}

  /** The write was taken, but not all of it: the server knows some fields not. */
  record FieldsIgnored(String path, List<String> warnings) implements VaultFault {
    public FieldsIgnored {
      warnings = List.copyOf(warnings);
    }
  }

  /** What was to be changed is not any more what was seen. */
  record ChangedMeanwhile(String path) implements VaultFault {}

  /** Somebody else is at it. */
  record LockHeld(String owner, String holder, Instant since, Instant until)
      implements VaultFault {}

  /** The lock was held, but could not be renewed in time, and another may hold it now. */
  record LockLost(String owner, String seen) implements VaultFault {}

  /** There is an engine where the inventory is to be kept, but not one that can keep it. */
  record WrongEngine(String mount, String seen) implements VaultFault {}

  /** The inventory is there but not as this version of the tool knows it. */
  record BadInventory(String path, String seen) implements VaultFault {}

  /** The server refused for a reason of its own. */
  record Refused(String method, String path, int status, List<String> errors)
      implements VaultFault {
    public Refused {
      errors = List.copyOf(errors);
    }
  }

  /** The answer is not one of Vault's. */
  record NotVault(URI address, String path, int status, String seen) implements VaultFault {}

  /** For the operator. */
  default String sentence() {
    return switch (this) {
      case Unreachable f ->
          "Vault at %s was not reached: %s. Check the address, and that the server runs and no firewall is in between."
              .formatted(f.address(), f.seen());
      case TlsFailed f ->
          "TLS with Vault at %s failed: %s. Check that the CA file has the CA of the server's certificate, that the certificate names this host, and that the port speaks TLS."
              .formatted(f.address(), f.seen());
      case Sealed f ->
          "Vault at %s is sealed. Unseal it (with auto-unseal: look into its log for why the seal was not reached) and run this again."
              .formatted(f.address());
      case Uninitialised f ->
          "Vault at %s is not initialised. Run \"bao operator init\" or \"vault operator init\" first."
              .formatted(f.address());
      case Standby f ->
          "Vault at %s is a standby node: %s. Give the address of the active node or of the service in front of all."
              .formatted(f.address(), f.seen());
      case Forbidden f ->
          "Vault refused %s %s: permission denied. Either the token is invalid or has expired (see \"vault token lookup\"), or none of its policies has: %s"
              .formatted(f.method(), f.path(), f.policyLine());
      case TokenRefused f ->
          "Vault at %s refused %s %s: it knows no such token. It has expired, was revoked, or is of another server or namespace; get a new one."
              .formatted(f.address(), f.method(), f.path());
      case LoginRefused f ->
          "Vault at %s refused the login with role %s at auth/%s with status %d: %s. Check the login in the file: that there is such a role, and that it is for the ServiceAccount, the namespace and the audience of the token in serviceAccountTokenFile."
              .formatted(f.address(), f.role(), f.mount(), f.status(), errors(f.errors()));
      case RightsMissing f ->
          "The token may not do all of this, so nothing was changed. No policy of it has:%n  %s"
              .formatted(String.join("\n  ", f.policyLines()));
      case RateLimited f ->
          "Vault at %s limits the rate of requests and refused %s: it %s. Raise the quota (sys/quotas/rate-limit), or run this later."
              .formatted(
                  f.address(),
                  f.path(),
                  f.asked()
                      .map(
                          asked ->
                              "asks to wait "
                                  + asked.toSeconds()
                                  + " s, longer than this tool does")
                      .orElse("still did after many attempts"));
      case FieldsIgnored f ->
          "Vault stored %s but not every field of it: %s. Correct the names of these fields; what was meant by them is not in effect."
              .formatted(f.path(), String.join("; ", f.warnings()));
      case ChangedMeanwhile f ->
          "%s was changed meanwhile, by hand or by another apply; nothing was overwritten. Make a new plan and apply that."
              .formatted(f.path());
      case LockHeld f ->
          "Another apply for owner %s is at work: %s has the lock since %s, until %s unless renewed. Wait for its end; the lock of an apply that was killed ends by itself at that time."
              .formatted(f.owner(), f.holder(), f.since(), f.until());
      case LockLost f ->
          "The lock for owner %s was lost: %s. Nothing more is written. Check that nobody else applies at the same time, and run this again."
              .formatted(f.owner(), f.seen());
      case WrongEngine f ->
          "The secret engine at %s/ is %s, but the inventory needs a key-value engine of version 2 of its own. Give the inventory another mount."
              .formatted(f.mount(), f.seen());
      case BadInventory f ->
          "The inventory at %s is not one that this version knows: %s. Use the version of the tool that wrote it, or restore an older version of it in Vault."
              .formatted(f.path(), f.seen());
      case Refused f ->
          "Vault refused %s %s with status %d: %s."
              .formatted(f.method(), f.path(), f.status(), errors(f.errors()));
      case NotVault f ->
          "The answer of %s to %s is not Vault's: status %d, %s. Check the address, and what proxy is in between."
              .formatted(f.address(), f.path(), f.status(), f.seen());
    };
  }

  private static String errors(List<String> errors) {
    return errors.isEmpty()
        ? "no reason given; the server's log has more"
        : String.join("; ", errors);
  }
}
