package io.sealbridge.k8sauth.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InventoryContentsTest {
  private static final Owner OWNER = new Owner("platform");

  @Test
  void isReadAsItWasWrittenWithFarFewerTextsThanObjects() {
    // given
    List<Place.Role> roles =
        IntStream.range(0, 1201).mapToObj(i -> new Place.Role("kubernetes", "role-" + i)).toList();
    InventoryContents contents =
        InventoryContents.empty().with(roles).withReviewerToken("kubernetes", "ab");

    // when
    JsonNode written = new ObjectMapper().valueToTree(contents.json(OWNER));

    // then
    assertThat(written.path("objects")).hasSize(3);
    assertThat(InventoryContents.parse(OWNER, written)).isEqualTo(contents);
  }

  @Test
  void readsWhatTheFirstVersionWroteAndNoOthers() {
    Map<String, Object> first =
        Map.of(
            "version",
            1,
            "owner",
            "platform",
            "objects",
            List.of("sys/policies/acl/a", "auth/kubernetes/role/b"),
            "reviewerTokens",
            Map.of());

    assertThat(InventoryContents.parse(OWNER, new ObjectMapper().valueToTree(first)).objects())
        .containsExactly(new Place.Policy("a"), new Place.Role("kubernetes", "b"));
    assertThatThrownBy(
            () ->
                InventoryContents.parse(
                    OWNER, new ObjectMapper().valueToTree(Map.of("version", 3))))
        .hasMessage("version is 3");
  }
}
