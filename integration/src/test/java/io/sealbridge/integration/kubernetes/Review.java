package io.sealbridge.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the API server answered to a TokenReview. */
public record Review(boolean authenticated, String username, List<String> audiences, String error) {
  public Review {
    audiences = List.copyOf(audiences);
  }

  static Review of(JsonNode status) {
    List<String> audiences = new ArrayList<>();
    status.path("audiences").forEach(audience -> audiences.add(audience.asText()));
    return new Review(
        status.path("authenticated").asBoolean(),
        status.path("user").path("username").asText(),
        audiences,
        status.path("error").asText());
  }
}
