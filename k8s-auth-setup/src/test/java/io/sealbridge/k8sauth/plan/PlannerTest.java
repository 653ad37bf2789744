package io.sealbridge.k8sauth.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.k8sauth.desired.HiddenText;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Place ROLE = new Place.Role("kubernetes", "shop");
  private static final Place POLICY = new Place.Policy("shop");
  private static final Place CONFIG = new Place.AuthConfig("kubernetes");
  private static final Place METHOD = new Place.AuthMethod("kubernetes");
  private static final Place ENGINE = new Place.SecretEngine("secret");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // wanted                                              | what the server answers
        "\"token_ttl\": 3600                                   | \"token_ttl\": 3600",
        "\"token_period\": 0                                   | \"other\": 1",
        "\"bound_service_account_names\": [\"b\", \"a\"]       | \"bound_service_account_names\": [\"a\", \"b\"]",
        "\"bound_service_account_names\": [\"b\", \"a\"]       | \"bound_service_account_names\": \"a, b\"",
        "\"token_policies\": [\"Shop\"]                        | \"token_policies\": [\"shop\"]",
        "\"token_bound_cidrs\": [\"10.0.0.1/32\"]              | \"token_bound_cidrs\": [\"10.0.0.1\"]",
        "\"token_bound_cidrs\": [\"fd00::1/128\"]              | \"token_bound_cidrs\": [\"fd00::1\"]",
        "\"token_bound_cidrs\": []                             | \"token_bound_cidrs\": null",
        "\"token_type\": \"service\"                           | \"token_type\": \"default\"",
        "\"alias_name_source\": \"serviceaccount_uid\"         | \"alias_name_source\": \"\"",
        "\"audience\": \"\"                                    | \"alias_metadata\": {}",
        "\"kubernetes_host\": \"https://a\"                    | \"kubernetes_host\": \"https://a/\"",
        "\"kubernetes_ca_cert\": \"a\\nb\\n\"                  | \"kubernetes_ca_cert\": \"a\\r\\nb\"",
        "\"bound_service_account_namespace_selector\": \"{\\\"matchLabels\\\":{\\\"b\\\":\\\"1\\\",\\\"a\\\":\\\"2\\\"}}\" | \"bound_service_account_namespace_selector\": \"matchLabels:\\n  a: \\\"2\\\"\\n  b: \\\"1\\\"\"",
        "\"bound_claims\": {\"b\": [\"x\"], \"a\": [\"y\"]}      | \"bound_claims\": {\"a\": [\"y\"], \"b\": [\"x\"]}",
      })
  void seesNoDifferenceInWhatMeansTheSame(String wanted, String answered) throws Exception {
    Plan plan = plan(Map.of(ROLE, present("{" + answered + "}")), wanted(ROLE, wanted));

    assertThat(plan.changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"token_ttl\": 3600                    | \"token_ttl\": 3601                    | 3601   | 3600",
        "\"token_policies\": [\"a\"]            | \"token_policies\": [\"a\", \"b\"]     | [a, b] | [a]",
        "\"audience\": \"vault\"                | \"audience\": \"\"                     | ``     | vault",
        "\"token_bound_cidrs\": [\"10.0.0.0/8\"]| \"token_bound_cidrs\": [\"10.0.0.0\"]  | [10.0.0.0] | [10.0.0.0/8]",
        "\"token_type\": \"batch\"              | \"token_type\": \"default\"            | service | batch",
        "\"token_no_default_policy\": true      | \"x\": 1                               | false  | true",
      })
  void showsWhatDiffers(String wanted, String answered, String before, String after)
      throws Exception {
    Plan plan = plan(Map.of(ROLE, present("{" + answered + "}")), wanted(ROLE, wanted));

    assertThat(plan.changes()).singleElement().isInstanceOf(Change.Update.class);
    Change.Update update = (Change.Update) plan.changes().getFirst();
    assertThat(update.fields()).hasSize(1);
    assertThat(update.fields().getFirst().before()).isEqualTo(before);
    assertThat(update.fields().getFirst().after()).isEqualTo(after);
  }

  @Test
  void makesWhatIsNotThere() {
    Plan plan = plan(Map.of(ROLE, new Seen.Absent()), new Wanted(ROLE, Map.of("token_ttl", 1L)));

    assertThat(plan.changes()).singleElement().isInstanceOf(Change.Create.class);
  }

  @Test
  void neverReplacesAMountOfAnotherType() {
    assertThatThrownBy(
            () ->
                plan(
                    Map.of(METHOD, present("{\"type\": \"userpass\"}")),
                    new Wanted(METHOD, Map.of("type", "kubernetes"))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("auth method kubernetes/ is of type userpass, wanted is kubernetes")
        .hasMessageContaining("Nothing was changed");
  }

  @Test
  void neverUpgradesAKvEngine() {
    assertThatThrownBy(
            () ->
                plan(
                    Map.of(
                        ENGINE, present("{\"type\": \"kv\", \"options\": {\"version\": \"1\"}}")),
                    new Wanted(ENGINE, Map.of("type", "kv", "options", Map.of("version", "2")))))
        .hasMessageContaining("is a KV engine of version 1, wanted is 2");
  }

  @Test
  void removesOnlyWhatIsPrunableAndStillThereRolesFirst() throws Exception {
    Place gone = new Place.Policy("gone");
    Planner planner =
        new Planner(
            Map.of(ROLE, present("{}"), POLICY, present("{}"), gone, new Seen.Absent()), Map.of());

    Plan plan = planner.plan(List.of(), List.of(POLICY, gone, ROLE));

    assertThat(plan.changes()).containsExactly(new Change.Delete(ROLE), new Change.Delete(POLICY));
  }

  @Test
  void doesNotRemoveWhatIsWanted() throws Exception {
    Planner planner = new Planner(Map.of(ROLE, present("{\"token_ttl\": 1}")), Map.of());

    Plan plan = planner.plan(List.of(new Wanted(ROLE, Map.of("token_ttl", 1L))), List.of(ROLE));

    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void tellsAReviewerTokenByItsDigest() throws Exception {
    HiddenText token = new HiddenText("reviewer");
    Wanted wanted = new Wanted(CONFIG, Map.of("token_reviewer_jwt", token));
    Map<Place, Seen> set = Map.of(CONFIG, present("{\"token_reviewer_jwt_set\": true}"));

    Plan same = new Planner(set, Map.of(CONFIG, token.sha256())).plan(List.of(wanted), List.of());
    Plan other = new Planner(set, Map.of(CONFIG, "another")).plan(List.of(wanted), List.of());
    Plan unset =
        new Planner(Map.of(CONFIG, present("{}")), Map.of(CONFIG, token.sha256()))
            .plan(List.of(wanted), List.of());

    assertThat(same.isEmpty()).isTrue();
    assertThat(PlanText.of(other, false))
        .contains("token_reviewer_jwt: (another one) -> (set)")
        .doesNotContain("reviewer\"");
    assertThat(PlanText.of(unset, false)).contains("token_reviewer_jwt: (not set) -> (set)");
  }

  @Test
  void takesAwayAReviewerTokenThatSomebodyLeft() throws Exception {
    Wanted wanted = new Wanted(CONFIG, Map.of("token_reviewer_jwt", new HiddenText("")));

    Plan plan = plan(Map.of(CONFIG, present("{\"token_reviewer_jwt_set\": true}")), wanted);

    assertThat(PlanText.of(plan, false)).contains("token_reviewer_jwt: (set) -> (not set)");
  }

  @Test
  void showsAPolicyLineByLine() throws Exception {
    Wanted wanted = new Wanted(POLICY, Map.of("policy", "a\nb\nc\n"));

    String text =
        PlanText.of(plan(Map.of(POLICY, present("{\"policy\": \"a\\nx\\nc\"}")), wanted), false);

    assertThat(text)
        .isEqualTo(
            """
            ~ policy shop
                policy:
                    a
                  - x
                  + b
                    c
            0 to add, 1 to change, 0 to remove.
            """);
  }

  @Test
  void coloursOnlyWhenAsked() {
    Plan plan = new Plan(List.of(new Change.Delete(ROLE)));

    assertThat(PlanText.of(plan, true)).startsWith("\u001b[31m- role shop");
    assertThat(PlanText.of(plan, false)).startsWith("- role shop of auth method kubernetes/\n");
  }

  private static Plan plan(Map<Place, Seen> seen, Wanted wanted) {
    return new Planner(seen, Map.of()).plan(List.of(wanted), List.of());
  }

  private static Seen present(String json) throws JsonProcessingException {
    return new Seen.Present(JSON.readTree(json));
  }

  private static Wanted wanted(Place place, String fields) throws JsonProcessingException {
    Map<String, Object> values = new LinkedHashMap<>();
    JSON.readTree("{" + fields + "}")
        .properties()
        .forEach(
            entry -> values.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
    return new Wanted(place, values);
  }
}
