namespace Ferry.Bench.Data.Tables;

internal sealed class MovieRows(Dataset dataset) : ITableRows
{
    public string Name => "movies";

    public string[] Columns =>
        ["id", "title", "slug", "year", "rating", "runtime", "description", "genres", "poster", "created_at", "updated_at"];

    public void Write(IRowSink sink)
    {
        var dice = new Dice(2);
        var text = new TextBuffer();
        for (var id = 1L; id <= dataset.Movies; id++)
        {
            var adjective = dice.PickSkewed(Words.Adjectives);
            var noun = dice.PickSkewed(Words.Nouns);
            var created = Dataset.CreatedAt(dice, id, dataset.Movies);
            sink.Integer(id);
            sink.Text(text.Clear().Add("The ").Add(adjective).Add(" ").Add(noun).Text);
            sink.Text(text.Clear().Add("the-").Add(adjective).Add("-").Add(noun).Add("-").Add(id).Text);
            sink.Integer(dice.Between(1920, 2024));
            sink.Hundredths(dice.Between(100, 1000));
            Runtime(sink, dice);
            sink.Text(text.Clear().AddSentences(dice, (int)dice.Between(20, 120)).Text);
            sink.Text(text.Clear().Add("[\"").Add(dice.Pick(Words.Genres)).Add("\",\"").Add(dice.Pick(Words.Genres)).Add("\"]").Text);
            Poster(sink, dice, text);
            sink.Moment(created);
            sink.Moment(Dataset.UpdatedAt(dice, created));
            sink.EndRow();
        }
    }

    private static void Runtime(IRowSink sink, Dice dice)
    {
        if (dice.Chance(95))
        {
            sink.Integer(dice.Between(60, 210));
        }
        else
        {
            sink.Null();
        }
    }

    private static void Poster(IRowSink sink, Dice dice, TextBuffer text)
    {
        if (dice.Chance(70))
        {
            sink.Text(text.Clear().Add("https://images.example.com/posters/").AddToken(dice, 16).Add(".jpg").Text);
        }
        else
        {
            sink.Null();
        }
    }
}
