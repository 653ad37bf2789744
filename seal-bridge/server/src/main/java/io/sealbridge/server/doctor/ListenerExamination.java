package io.sealbridge.server.doctor;

import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the bridge could listen, or does already, and who could reach it. */
public final class ListenerExamination {
  private static final int PATIENCE_MILLIS = 1000;

  private ListenerExamination() {}

  public static List<Diagnosis> of(BridgeConfiguration configuration) {
    Address management = configuration.management().address();
    boolean running = answers(management);
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (ListenerConfiguration listener : configuration.listeners()) {
      diagnoses.add(examine("listener " + listener.name(), listener.address(), running));
    }
    if (configuration.listeners().isEmpty()) {
      diagnoses.add(Diagnosis.fail("listeners", "there are none", "add one to the configuration"));
    }
    diagnoses.add(examine("management", management, running));
    if (!management.isLocal()) {
      diagnoses.add(
          Diagnosis.warn(
              "management",
              management + " may be reached from other machines, and answers everyone",
              "let only probes and metrics reach it, or bind it to 127.0.0.1"));
    }
    return diagnoses;
  }

  private static Diagnosis examine(String check, Address address, boolean running) {
    return switch (address) {
      case Address.Unix(var path) ->
          Files.exists(path)
              ? Diagnosis.ok(check, path + " is there" + (running ? ", the bridge runs" : ""))
              : Diagnosis.ok(check, path + " is made when the bridge starts");
      case Address.Tcp tcp -> bind(check, tcp, running);
    };
  }

  private static Diagnosis bind(String check, Address.Tcp address, boolean running) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      return Diagnosis.ok(check, address + " is free");
    } catch (IOException e) {
      return running
          ? Diagnosis.ok(check, address + " is in use, and a bridge runs here")
          : Diagnosis.fail(
              check,
              address + " cannot be listened on: " + e.getMessage(),
              "free the port, or change the address");
    }
  }

  /** Whether something answers there as a bridge's management listener does. */
  private static boolean answers(Address address) {
    if (!(address instanceof Address.Tcp tcp) || tcp.port() == 0) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(tcp.host(), tcp.port()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          String.format(
              Locale.ROOT, "GET /livez HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", tcp);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(12);
      return new String(answer, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    } catch (IOException _) {
      return false;
    }
  }
}
