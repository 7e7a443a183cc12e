import numpy as np
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from keras.models import Sequential
from keras.layers import LSTM, Dense

dates = pd.date_range("2020-01-01", periods=60)
df = pd.DataFrame({"date": dates, "value": np.sin(np.arange(60) / 5.0)})
df = df.set_index("date")
print(df.head(3))
scaler = MinMaxScaler(feature_range=(0, 1))
data = scaler.fit_transform(df[["value"]].values)


def create_dataset(dataset, look_back=1):
    dataX, dataY = [], []
    for i in range(len(dataset) - look_back - 1):
        a = dataset[i:(i + look_back), 0]
        dataX.append(a)
        dataY.append(dataset[i + look_back, 0])
    return np.array(dataX), np.array(dataY)


train_size = int(len(data) * 0.67)
train, test = data[0:train_size, :], data[train_size:len(data), :]
look_back = 3
trainX, trainY = create_dataset(train, look_back)
testX, testY = create_dataset(test, look_back)
trainX = np.reshape(trainX, (trainX.shape[0], 1, trainX.shape[1]))
testX = np.reshape(testX, (testX.shape[0], 1, testX.shape[1]))
model = Sequential()
model.add(LSTM(4, input_shape=(1, look_back)))
model.add(Dense(1))
model.compile(loss='mean_squared_error', optimizer='adam')
model.fit(trainX, trainY, epochs=2, batch_size=4, verbose=0)
testPredict = model.predict(testX)
testPredict = scaler.inverse_transform(testPredict)
print(trainX.shape, testPredict.shape)
