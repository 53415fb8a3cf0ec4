package dev.leasehold.notice;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Notices as an adaptive card, for a workflow of Teams. What others wrote stands in text runs,
 * which know no Markdown; without entities nobody is mentioned, and there are no actions.
 */
final class TeamsMessage {
  private static final JsonMapper JSON = new JsonMapper();

  private TeamsMessage() {}

  static ObjectNode of(Bundle bundle) {
    ObjectNode message = JSON.createObjectNode().put("type", "message");
    ObjectNode attachment = message.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard").put("version", "1.4");
    ArrayNode body = card.putArray("body");
    run(block(body), bundle.headline()).put("weight", "Bolder").put("size", "Medium");
    for (Rows.Row row : Rows.of(bundle)) {
      ArrayNode inlines = block(body);
      run(inlines, row.label() + ": ").put("weight", "Bolder");
      run(inlines, row.lines().getFirst());
      row.lines().stream().skip(1).forEach(line -> run(block(body), line));
    }
    run(block(body), bundle.command()).put("fontType", "Monospace");
    return message;
  }

  private static ArrayNode block(ArrayNode body) {
    return body.addObject().put("type", "RichTextBlock").putArray("inlines");
  }

  private static ObjectNode run(ArrayNode inlines, String text) {
    return inlines.addObject().put("type", "TextRun").put("text", text);
  }
}
