using KerasDigits.Notebook;
using NumSharp;

/// <summary>Makes a table of the kind such scripts read: eight measurements of a person and whether an illness came. Nobody is in it: all numbers are drawn.</summary>
internal static class Patients
{
    private static readonly string[] s_columns = ["pregnancies", "glucose", "pressure", "skin", "insulin", "bmi", "pedigree", "age", "outcome"];
    private static readonly (double Mean, double Spread, double Weight)[] s_measures = [(3.8, 3.3, 0.3), (121, 30, 1.3), (69, 19, -0.1), (20, 16, 0.1), (80, 115, 0.2), (32, 7.8, 0.8), (0.47, 0.33, 0.4), (33, 11.7, 0.6)];

    public static string Write(string path)
    {
        np.random.seed(11);
        const int rows = 768;
        NDArray draws = np.random.normal(0, 1, new[] { rows, s_measures.Length + 1 });
        double[,] table = new double[rows, s_columns.Length];
        for (int i = 0; i < rows; i++)
        {
            double risk = -0.9 + (0.7 * (double)draws[i, s_measures.Length]);
            for (int j = 0; j < s_measures.Length; j++)
            {
                double z = (double)draws[i, j];
                table[i, j] = Math.Round(Math.Max(0, s_measures[j].Mean + (s_measures[j].Spread * z)), 2);
                risk += s_measures[j].Weight * z;
            }
            table[i, s_measures.Length] = risk > 0 ? 1 : 0;
        }
        new DataFrame(np.array(table), s_columns).to_csv(path, index: false);
        return path;
    }
}
