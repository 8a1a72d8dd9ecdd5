namespace Ferry.Bench.Data.Tables;

/// <summary>What visitors do: sessions that run side by side, each of one visitor with one address and one browser.</summary>
internal sealed class EventRows(Dataset dataset) : ITableRows
{
    private const int SessionsAtOnce = 40;

    public string Name => "events";

    public string[] Columns => ["id", "user_id", "type", "url", "ip", "user_agent", "payload", "duration", "created_at"];

    public void Write(IRowSink sink)
    {
        var dice = new Dice(6);
        var text = new TextBuffer();
        var sessions = new VisitorSession[SessionsAtOnce];
        for (var id = 1L; id <= dataset.Events; id++)
        {
            ref var session = ref sessions[dice.Below(SessionsAtOnce)];
            if (session.User is null || dice.Chance(4))
            {
                session = VisitorSession.Start(dice, dataset.Users);
            }

            WriteRow(sink, dice, text, id, session);
        }
    }

    private void WriteRow(IRowSink sink, Dice dice, TextBuffer text, long id, VisitorSession session)
    {
        sink.Integer(id);
        if (session.User > 0)
        {
            sink.Integer(session.User.Value);
        }
        else
        {
            sink.Null();
        }

        sink.Text(dice.PickSkewed(Words.EventTypes));
        sink.Text(text.Clear().Add("/movies/").Add(1 + dice.Below(dataset.Movies)).Add(dice.PickSkewed(Words.Pages)).Text);
        sink.Text(session.Address);
        sink.Text(session.Agent);
        Payload(sink, dice, text, session);
        sink.Hundredths(dice.Between(100, 90_000));
        sink.Moment(Dataset.CreatedAt(dice, id, dataset.Events), fraction: true);
        sink.EndRow();
    }

    private static void Payload(IRowSink sink, Dice dice, TextBuffer text, VisitorSession session)
    {
        if (!dice.Chance(40))
        {
            sink.Null();
            return;
        }

        sink.Text(text.Clear().Add("{\"session\":\"").Add(session.Token).Add("\",\"position\":").Add(dice.Below(8_000))
            .Add(",\"referrer\":\"").Add(session.Referrer).Add("\"}").Text);
    }
}
