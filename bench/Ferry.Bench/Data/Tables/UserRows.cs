namespace Ferry.Bench.Data.Tables;

internal sealed class UserRows(Dataset dataset) : ITableRows
{
    public string Name => "users";

    public string[] Columns =>
    [
        "id", "name", "email", "email_verified_at", "password", "country", "birthday", "is_admin", "balance", "settings", "bio",
        "remember_token", "created_at", "updated_at",
    ];

    public void Write(IRowSink sink)
    {
        var dice = new Dice(1);
        var text = new TextBuffer();
        for (var id = 1L; id <= dataset.Users; id++)
        {
            var first = dice.PickSkewed(Words.FirstNames);
            var last = dice.PickSkewed(Words.LastNames);
            var created = Dataset.CreatedAt(dice, id, dataset.Users);
            sink.Integer(id);
            sink.Text(text.Clear().Add(first).Add(" ").Add(last).Text);
            sink.Text(text.Clear().Add("user").Add(id).Add(".").AddToken(dice, 3).Add("@").Add(dice.PickSkewed(Words.MailHosts)).Text);
            Optional(sink, dice.Chance(80), created + 90_000_000);
            sink.Text(text.Clear().Add("$2y$10$").AddToken(dice, 53).Text);
            sink.Text(dice.PickSkewed(Words.Countries));
            Birthday(sink, dice, text);
            sink.Integer(dice.Chance(1) ? 1 : 0);
            sink.Hundredths(dice.Chance(70) ? 0 : dice.Between(-5_000, 200_000));
            sink.Text(Settings(text, dice));
            Bio(sink, dice, text);
            Token(sink, dice, text);
            sink.Moment(created);
            sink.Moment(Dataset.UpdatedAt(dice, created));
            sink.EndRow();
        }
    }

    private static void Birthday(IRowSink sink, Dice dice, TextBuffer text)
    {
        if (!dice.Chance(60))
        {
            sink.Null();
            return;
        }

        var month = dice.Between(10, 12);
        sink.Text(text.Clear().Add(dice.Between(1940, 2007)).Add("-").Add(month).Add("-").Add(dice.Between(10, 28)).Text);
    }

    private static ReadOnlySpan<char> Settings(TextBuffer text, Dice dice) => text.Clear()
        .Add("{\"theme\":\"").Add(dice.Chance(70) ? "dark" : "light")
        .Add("\",\"language\":\"").Add(dice.PickSkewed(Words.Languages))
        .Add("\",\"newsletter\":").Add(dice.Chance(30) ? "true" : "false")
        .Add(",\"page_size\":").Add(dice.Between(1, 5) * 20).Add("}").Text;

    private static void Bio(IRowSink sink, Dice dice, TextBuffer text)
    {
        if (dice.Chance(20))
        {
            sink.Text(text.Clear().AddSentences(dice, (int)dice.Between(8, 60)).Text);
        }
        else
        {
            sink.Null();
        }
    }

    private static void Token(IRowSink sink, Dice dice, TextBuffer text)
    {
        if (dice.Chance(25))
        {
            sink.Text(text.Clear().AddToken(dice, 60).Text);
        }
        else
        {
            sink.Null();
        }
    }

    private static void Optional(IRowSink sink, bool present, long moment)
    {
        if (present)
        {
            sink.Moment(moment);
        }
        else
        {
            sink.Null();
        }
    }
}
