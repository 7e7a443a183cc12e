using KerasDigits.Models;
using KerasDigits.Notebook;
using NumSharp;
using static KerasDigits.Notebook.builtins;

namespace DigitsNotebook;

/// <content>Cell 57: the best model's answers for the test digits.</content>
public sealed partial class Notebook
{
    // In [57]:
    //   # Function to generate classes predictions for the test data
    //   def predict(model, test_data):
    //
    //       test_images_flatten=np.array(test_data).reshape(len(test_data), 28, 28)
    //       test_set=test_images_flatten.reshape((test_images_flatten.shape[0],
    //                                            test_images_flatten.shape[1],
    //                                            test_images_flatten.shape[2], 1))
    //
    //       test_set=test_set.astype('float32')
    //       predicted_classes=model.predict_classes(test_set)
    //
    //       # Create file for submission in Kaggle
    //       df = pd.DataFrame(predicted_classes)
    //       df['Id'] = df.index
    //       df[[df.columns[0], df.columns[1]]] = df[[df.columns[1], df.columns[0]]]
    //       df.columns = ['Id', 'Category']
    //       df.to_csv('Submission.csv', index=False, header=True)
    //
    //       return(predicted_classes)
    //
    //   predict(model_data_aug, test_data)
    private void Cell57() => Out(57, predict(model_data_aug, test_data));

    private static NDArray predict(Sequential model, DataFrame test_data)
    {
        NDArray test_images_flatten = test_data.values.reshape(len(test_data), 28, 28);
        NDArray test_set = test_images_flatten.reshape(test_images_flatten.shape[0],
                                                       test_images_flatten.shape[1],
                                                       test_images_flatten.shape[2], 1);

        test_set = test_set.astype(NPTypeCode.Single);
        NDArray predicted_classes = model.predict_classes(test_set);

        DataFrame df = pd.DataFrame(predicted_classes);
        df["Id"] = df.index;
        df[[df.columns[0], df.columns[1]]] = df[[df.columns[1], df.columns[0]]];
        df.columns = ["Id", "Category"];
        df.to_csv("Submission.csv", index: false, header: true);

        return predicted_classes;
    }
}
