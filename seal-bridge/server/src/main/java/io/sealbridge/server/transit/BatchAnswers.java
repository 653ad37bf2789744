package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.server.http.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Answers requests that ask for one thing or for many. */
final class BatchAnswers {

  /** What a batch is answered with when some of its items failed. */
  enum Rule {
    /** As encrypt and decrypt: 400 if any item was wrong, unless the client says otherwise. */
    STRICT,
    /** As sign, verify, hmac and rewrap: 200, and the client looks at the items. */
    LENIENT
  }

  private BatchAnswers() {}

  /**
   * Runs {@code work} for every item, answers each on {@code home} with what {@code done} makes of
   * its result, and closes the batch. {@code work} may throw {@link BadBodyException}.
   */
  static <I extends BatchItem, R> CompletionStage<Answer> answer(
      Caller caller,
      Batch<I> batch,
      Rule rule,
      Executor home,
      Function<I, CompletionStage<R>> work,
      Function<R, ItemAnswer> done) {
    Function<I, CompletionStage<ItemAnswer>> answering =
        item -> safely(caller, work, item, home, done);
    if (batch.isBatch()) {
      return BatchRun.of(batch.items(), answering, home)
          .whenComplete((answers, failure) -> batch.close())
          .thenApply(answers -> all(caller.requestId(), batch, rule, answers));
    }
    return answering
        .apply(batch.items().getFirst())
        .whenComplete((answer, failure) -> batch.close())
        .thenApply(answer -> one(caller.requestId(), batch, answer));
  }

  private static <I, R> CompletionStage<ItemAnswer> safely(
      Caller caller,
      Function<I, CompletionStage<R>> work,
      I item,
      Executor home,
      Function<R, ItemAnswer> done) {
    try {
      return work.apply(item)
          .handleAsync(
              (result, failure) ->
                  failure == null ? done.apply(result) : ItemAnswer.failed(caller, failure),
              home);
    } catch (BadBodyException e) {
      return CompletableFuture.completedFuture(ItemAnswer.failed(e));
    }
  }

  private static Answer one(String requestId, Batch<?> batch, ItemAnswer answer) {
    return switch (answer) {
      case ItemAnswer.Failed failed -> failed.answer();
      case ItemAnswer.Done(AnswerText fields) ->
          Answer.okSecret(
              VaultJson.close(VaultJson.open(requestId).append(fields), batch.ignoredFields()));
    };
  }

  private static Answer all(String requestId, Batch<?> batch, Rule rule, List<ItemAnswer> answers) {
    if (answers.getFirst() instanceof ItemAnswer.Failed failed && failed.concernsAll()) {
      return failed.answer();
    }
    AnswerText text = VaultJson.open(requestId).raw("\"batch_results\":[");
    for (int i = 0; i < answers.size(); i++) {
      text.raw(i == 0 ? "{" : ",{");
      switch (answers.get(i)) {
        case ItemAnswer.Done(AnswerText fields) -> text.append(fields);
        case ItemAnswer.Failed failed -> text.raw("\"error\":").quoted(failed.text());
      }
      text.raw(",\"reference\":").quoted(batch.items().get(i).reference()).raw("}");
    }
    byte[] body = VaultJson.close(text.raw("]"), batch.ignoredFields());
    Answer worst = worst(answers, rule, batch);
    return Answer.secret(worst.status(), body, worst.retryAfterSeconds());
  }

  /** An answer whose status and time to wait are those of the batch. */
  private static Answer worst(List<ItemAnswer> answers, Rule rule, Batch<?> batch) {
    List<Answer> failures =
        answers.stream()
            .filter(ItemAnswer.Failed.class::isInstance)
            .map(failed -> ((ItemAnswer.Failed) failed).answer())
            .toList();
    boolean anyWorked = failures.size() < answers.size();
    boolean lenient = rule == Rule.LENIENT && failures.stream().anyMatch(one -> one.status() < 500);
    if (failures.isEmpty() || (rule == Rule.LENIENT && anyWorked) || lenient) {
      return Answer.error(200, "");
    }
    if (anyWorked && batch.partialFailure().isPresent()) {
      return Answer.error(batch.partialFailure().getAsInt(), "");
    }
    return failures.stream()
        .filter(one -> one.status() < 500)
        .findFirst()
        .map(caller -> Answer.error(400, ""))
        .orElseGet(failures::getFirst);
  }
}
