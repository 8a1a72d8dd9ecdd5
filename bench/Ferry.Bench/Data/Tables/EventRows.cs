namespace Ferry.Bench.Data.Tables;

internal sealed class EventRows(Dataset dataset) : ITableRows
{
    public string Name => "events";

    public string[] Columns => ["id", "user_id", "type", "url", "ip", "user_agent", "payload", "duration", "created_at"];

    public void Write(IRowSink sink)
    {
        var dice = new Dice(6);
        var text = new TextBuffer();
        for (var id = 1L; id <= dataset.Events; id++)
        {
            sink.Integer(id);
            if (dice.Chance(65))
            {
                sink.Integer(1 + dice.Below(dataset.Users));
            }
            else
            {
                sink.Null();
            }

            sink.Text(dice.PickSkewed(Words.EventTypes));
            sink.Text(text.Clear().Add("/movies/").Add(1 + dice.Below(dataset.Movies)).Add(dice.PickSkewed(Words.Pages)).Text);
            sink.Text(text.Clear().Add(dice.Between(1, 223)).Add(".").Add(dice.Below(256)).Add(".").Add(dice.Below(256)).Add(".").Add(dice.Below(256)).Text);
            sink.Text(dice.PickSkewed(Words.Agents));
            Payload(sink, dice, text);
            sink.Hundredths(dice.Between(100, 90_000));
            sink.Moment(Dataset.CreatedAt(dice, id, dataset.Events), fraction: true);
            sink.EndRow();
        }
    }

    private static void Payload(IRowSink sink, Dice dice, TextBuffer text)
    {
        if (!dice.Chance(40))
        {
            sink.Null();
            return;
        }

        sink.Text(text.Clear().Add("{\"session\":\"").AddToken(dice, 16).Add("\",\"position\":").Add(dice.Below(8_000))
            .Add(",\"referrer\":\"").Add(dice.PickSkewed(Words.Referrers)).Add("\"}").Text);
    }
}
