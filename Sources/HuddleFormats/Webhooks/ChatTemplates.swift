/// The bodies that chats take, as templates. What is written here is the chat's own syntax; what people wrote is put in escaped.
enum ChatTemplates {
    /// Source: docs.slack.dev, "Sending messages using incoming webhooks" and "Formatting message text".
    static let slack = """
        {{% CONTENT_TYPE:SLACK}}
        {"text": "*{{headline}}* · {{space}}\\n{{text}}\
        {{#details}}\\n{{details}}{{/details}}\
        {{#context}}\\n_{{context}}_{{/context}}\
        {{#answer}}\\n→ {{answer}}{{/answer}}\
        {{#actions}}\\n• {{text}}{{#owners_text}} ({{owners_text}}){{/owners_text}}{{#due}}, due {{due}}{{/due}}{{/actions}}", \
        "mrkdwn": true, "link_names": false, "unfurl_links": false, "unfurl_media": false}
        """

    /// Source: developers.mattermost.com, "Incoming webhooks", and docs.mattermost.com, "Format messages".
    static let mattermost = """
        {{% CONTENT_TYPE:MATTERMOST}}
        {"text": "**{{headline}}** · {{space}}\\n{{text}}\
        {{#details}}\\n\\n{{details}}{{/details}}\
        {{#context}}\\n\\n*{{context}}*{{/context}}\
        {{#answer}}\\n\\n→ {{answer}}{{/answer}}\
        {{#actions}}\\n- {{text}}{{#owners_text}} ({{owners_text}}){{/owners_text}}{{#due}}, due {{due}}{{/due}}{{/actions}}"}
        """

    /// Text runs, because text blocks and facts are Markdown to Teams.
    ///
    /// Source: learn.microsoft.com, "Create and send messages" (webhooks and connectors of Teams: a message with an adaptive card as
    /// its attachment); adaptivecards.io, "RichTextBlock" and "TextRun".
    static let teams = """
        {{% CONTENT_TYPE:JSON}}
        {"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", \
        "contentUrl": null, "content": {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", \
        "type": "AdaptiveCard", "version": "1.2", "body": [\
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "{{headline}}", "weight": "bolder"}, \
        {"type": "TextRun", "text": " · {{space}}", "isSubtle": true}]}, \
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "{{text}}"}]}\
        {{#details}}, {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "{{details}}"}]}{{/details}}\
        {{#context}}, {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "{{context}}", \
        "isSubtle": true}]}{{/context}}\
        {{#answer}}, {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "→ {{answer}}"}]}{{/answer}}\
        {{#actions}}, {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "• {{text}}\
        {{#owners_text}} ({{owners_text}}){{/owners_text}}{{#due}}, due {{due}}{{/due}}"}]}{{/actions}}]}}]}
        """
}
